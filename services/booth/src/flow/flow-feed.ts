import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EVENT_CONTRACTS } from '@vitrine/contracts';
import { EventLog, tailLog, type LogConsumer } from '@vitrine/messaging';
import { flowRecord, type FlowRecord } from './flow-record.js';

type Reader = (record: FlowRecord) => void;

interface Tail {
  readonly stopping: AbortController;
  readonly stands: Promise<LogConsumer>;
}

/** One tail of the log for all readers; it stands only while somebody reads. */
@Injectable()
export class FlowFeed implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private tail: Tail | null = null;

  constructor(private readonly log: EventLog) {}

  /** Resolves, with the tail, once every record from now on is read. @throws VitrineError `log_unavailable` */
  async read(reader: Reader, leaving: AbortSignal): Promise<Pick<LogConsumer, 'stopped'>> {
    this.readers.add(reader);
    leaving.addEventListener('abort', () => this.leave(reader), { once: true });
    this.tail ??= this.start();
    return this.tail.stands;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private start(): Tail {
    const stopping = new AbortController();
    const stands = tailLog(this.log, EVENT_CONTRACTS, (record) => this.show(flowRecord(record)), stopping.signal);
    const tail = { stopping, stands };
    const forget = (): void => {
      if (this.tail === tail) this.tail = null;
    };
    stands.then(({ stopped }) => stopped).then(forget, forget);
    return tail;
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
