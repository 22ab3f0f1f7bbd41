import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 20_000;
const PAUSE_MS = 300;

/** Answer of ingest to a batch. */
export interface BatchResults {
  readonly results: readonly { readonly status: 'accepted' | 'refused'; readonly transactionId?: string; readonly problem?: { readonly code: string; readonly detail: string } }[];
}

/** What a sender met with while it kept trying. */
export interface Tries {
  /** Answers with status 503. */
  unavailable: number;
  /** Of those, how many named no `Retry-After`. */
  withoutRetryAfter: number;
  /** No answer at all: connection refused, broken or silent. */
  unanswered: number;
}

/** Sends to ingest as tills and back offices do: the same again until it is answered with something else than 503. */
export class IngestClient {
  readonly tries: Tries = { unavailable: 0, withoutRetryAfter: 0, unanswered: 0 };

  constructor(private readonly url: string, private readonly signal: AbortSignal) {}

  /** The answer's body, whatever its status, as soon as there is one that is not 503. */
  async insist<T>(method: 'PUT' | 'POST', path: string, body: object): Promise<{ readonly status: number; readonly body: T }> {
    for (;;) {
      this.signal.throwIfAborted();
      const answer = await this.once<T>(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
      if (answer !== null && answer.status !== 503) return answer;
      await delay(PAUSE_MS);
    }
  }

  /** Sends once and takes what comes; null when nothing does. */
  async once<T>(method: 'PUT' | 'POST', path: string, body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: T } | null> {
    try {
      const response = await fetch(`${this.url}${path}`, { method, headers, body, signal: AbortSignal.any([this.signal, AbortSignal.timeout(TIMEOUT_MS)]) });
      const answer = { status: response.status, body: (await response.json()) as T };
      if (response.status === 503) {
        this.tries.unavailable += 1;
        if (response.headers.get('retry-after') === null) this.tries.withoutRetryAfter += 1;
      }
      return answer;
    } catch {
      this.tries.unanswered += 1;
      return null;
    }
  }
}
