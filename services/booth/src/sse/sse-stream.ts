import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const RETRY_MS = 2000;

export interface SseEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

/** Server-sent events to one client. */
export class SseStream {
  private readonly ending = new AbortController();

  /** Sends the headers. */
  constructor(private readonly response: ServerResponse, headers: Readonly<Record<string, number | string | string[] | undefined>>) {
    const known = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    response.writeHead(200, { ...known, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.on('close', () => this.ending.abort());
    response.on('error', () => this.ending.abort());
    response.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** Aborted once the client has gone or the stream was ended. */
  get closed(): AbortSignal {
    return this.ending.signal;
  }

  /** Resolves when the client can take more, or has gone. */
  async send({ event, id, data }: SseEvent): Promise<void> {
    await this.write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  }

  /** A comment: keeps proxies from closing a silent stream. Left out where the client has not taken the last writes. */
  beat(text = ''): void {
    if (!this.closed.aborted && !this.response.writableNeedDrain) this.response.write(`: ${text}\n\n`);
  }

  end(): void {
    this.ending.abort();
    this.response.end();
  }

  private async write(text: string): Promise<void> {
    if (this.closed.aborted || this.response.write(text)) return;
    try {
      await once(this.response, 'drain', { signal: this.closed });
    } catch (error) {
      if (!this.closed.aborted) throw error;
    }
  }
}
