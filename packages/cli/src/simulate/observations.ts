import { FrameCaptured, IdentityResolved, OfferDecided, type AnyEvent } from '@vitrine/contracts';
import { tailLog, type EventLog, type TailedRecord } from '@vitrine/messaging';
import type { Clock } from '@vitrine/runtime';

/** An event and when the simulation saw it. */
export interface Seen<E> {
  readonly event: E;
  readonly atMs: number;
}

/** What came out of the platform: identities and slates, by booth session, as the log shows them. */
export class Observations {
  private readonly identities = new Map<string, Seen<IdentityResolved>[]>();
  private readonly slates = new Map<string, Seen<OfferDecided>[]>();
  private readonly waiting = new Set<() => void>();
  private readonly own = new Set<string>();
  private readonly visitors = new Map<string, number>();

  private constructor(private readonly clock: Clock) {}

  /** Starts watching; resolves when nothing published from now on is missed. */
  static async of(log: EventLog, clock: Clock, signal: AbortSignal): Promise<Observations> {
    const observations = new Observations(clock);
    await tailLog(log, [FrameCaptured, IdentityResolved, OfferDecided], (record) => observations.take(record), signal);
    return observations;
  }

  /** Tells which sessions are the simulation's; whoever else shows up at a booth is a visitor. */
  expect(sessionId: string): void {
    this.own.add(sessionId);
  }

  /** When somebody who is not of the simulation was last seen at a booth of the store; null when never. */
  visitorSeenAt(storeId: string): number | null {
    return this.visitors.get(storeId) ?? null;
  }

  identitiesOf(sessionId: string): readonly Seen<IdentityResolved>[] {
    return this.identities.get(sessionId) ?? [];
  }

  slatesOf(sessionId: string): readonly Seen<OfferDecided>[] {
    return this.slates.get(sessionId) ?? [];
  }

  /** Waits until `look` finds something, at most `patienceMs`; null when it did not. */
  async until<T>(look: () => T | undefined, patienceMs: number): Promise<T | null> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (left <= 0) return null;
      await this.change(left);
    }
  }

  private take({ contract, event }: TailedRecord): void {
    if (event === null) return;
    if (contract.name === FrameCaptured.name) this.frame(event as FrameCaptured);
    else if (contract.name === IdentityResolved.name) add(this.identities, event as IdentityResolved, this.clock.nowMs());
    else add(this.slates, event as OfferDecided, this.clock.nowMs());
    for (const wake of this.waiting) wake();
  }

  private frame(event: FrameCaptured): void {
    if (!this.own.has(event.sessionId)) this.visitors.set(event.storeId, this.clock.nowMs());
  }

  private async change(patienceMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      this.waiting.add(done);
    });
  }
}

function add<E extends AnyEvent & { readonly sessionId: string }>(bySession: Map<string, Seen<E>[]>, event: E, atMs: number): void {
  const seen = bySession.get(event.sessionId) ?? [];
  seen.push({ event, atMs });
  bySession.set(event.sessionId, seen);
}
