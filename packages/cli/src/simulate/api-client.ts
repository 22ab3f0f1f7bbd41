import { VitrineError, type ErrorCode } from '@vitrine/contracts';

interface ProblemDocument {
  readonly code?: ErrorCode;
  readonly title?: string;
  readonly detail?: string;
}

/** Speaks to a Vitrine service over HTTP. Waits and tries again while it answers 503. */
export class ApiClient {
  /** @param url base address of the service */
  constructor(private readonly url: string, private readonly apiKey: string | undefined, private readonly patienceMs = 30_000) {}

  async get<T>(path: string): Promise<T> {
    return this.call<T>(path, { method: 'GET' });
  }

  async put(path: string, body: unknown): Promise<void> {
    await this.call(path, json('PUT', body));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>(path, json('POST', body));
  }

  async postForm<T>(path: string, form: () => FormData): Promise<T> {
    return this.call<T>(path, { method: 'POST' }, form);
  }

  async postBytes<T>(path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<T> {
    return this.call<T>(path, { method: 'POST', body: Buffer.from(bytes), headers });
  }

  /** @throws VitrineError with the problem's code */
  private async call<T>(path: string, init: RequestInit, form?: () => FormData): Promise<T> {
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(this.apiKey === undefined ? {} : { authorization: `Bearer ${this.apiKey}` }) };
    const until = performance.now() + this.patienceMs;
    for (;;) {
      const response = await this.send(path, { ...init, headers, ...(form === undefined ? {} : { body: form() }) });
      if (response.ok) return (await response.json()) as T;
      const problem = (await response.json().catch(() => ({}))) as ProblemDocument;
      if (response.status !== 503 || performance.now() > until) throw asError(path, response.status, problem);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.url}${path}`, init);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new VitrineError('not_ready', `nothing answers at ${this.url}: ${cause}`, { url: this.url }, error);
    }
  }
}

function json(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function asError(path: string, status: number, { code, title, detail }: ProblemDocument): VitrineError {
  return new VitrineError(code ?? 'internal', `${path} answered ${status}: ${detail ?? title ?? 'no reason given'}`, { status });
}
