import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EVENT_CONTRACTS } from '@vitrine/contracts';
import { EventLog, tailLog } from '@vitrine/messaging';
import { flowRecord, type FlowRecord } from './flow-record.js';

type Reader = (record: FlowRecord) => void;

/** One tail of the log for all readers; it stands only while somebody reads. */
@Injectable()
export class FlowFeed implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private tail: { readonly stopping: AbortController; readonly stands: Promise<unknown> } | null = null;

  constructor(private readonly log: EventLog) {}

  /** Resolves once every record from now on is read. @throws VitrineError `log_unavailable` */
  async read(reader: Reader, leaving: AbortSignal): Promise<void> {
    this.readers.add(reader);
    leaving.addEventListener('abort', () => this.leave(reader), { once: true });
    this.tail ??= this.start();
    await this.tail.stands;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private start(): { readonly stopping: AbortController; readonly stands: Promise<unknown> } {
    const stopping = new AbortController();
    const stands = tailLog(this.log, EVENT_CONTRACTS, (record) => this.show(flowRecord(record)), stopping.signal);
    stands.catch(() => this.stop());
    return { stopping, stands };
  }

  private show(record: FlowRecord): void {
    for (const reader of this.readers) reader(record);
  }

  private leave(reader: Reader): void {
    this.readers.delete(reader);
    if (this.readers.size === 0) this.stop();
  }

  private stop(): void {
    this.tail?.stopping.abort();
    this.tail = null;
  }
}
