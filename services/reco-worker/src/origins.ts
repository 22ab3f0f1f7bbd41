import { partitionKey, type LogPosition } from '@vitrine/contracts';
import type { StateStore, StateWrite } from '@vitrine/state';

/** Keeps what was derived from one position from being applied twice: the highest origin applied per source partition. */
export class Origins {
  private readonly next = new Map<string, number>();
  private readonly raised = new Map<string, LogPosition>();

  constructor(private readonly store: StateStore, private readonly group: string) {}

  /** True the first time for an origin, and then never again for it or an earlier one. */
  async admit(origin: LogPosition): Promise<boolean> {
    const key = partitionKey(origin);
    const next = this.next.get(key) ?? (await this.store.originNext(this.group, origin)) ?? 0;
    this.next.set(key, Math.max(next, origin.offset + 1));
    if (origin.offset < next) return false;
    this.raised.set(key, origin);
    return true;
  }

  /** Writes that record everything admitted so far; writing them twice does no harm. */
  writes(): StateWrite[] {
    return Array.from(this.raised.values(), (origin) => this.store.originApplied(this.group, origin));
  }
}
