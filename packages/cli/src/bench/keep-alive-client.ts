import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { VitrineError } from '@vitrine/contracts';

/** Sends requests over kept connections; plain `node:http`, so that the client costs little beside what is measured. */
export class KeepAliveClient {
  private readonly agent: Agent;

  constructor(private readonly url: string, connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Posts and resolves with the answer's text. @throws VitrineError `internal` for an answer that is no success */
  async post(path: string, body: string | Buffer, headers: OutgoingHttpHeaders): Promise<string> {
    return (await this.send('POST', path, body, headers)).text;
  }

  /** The tag of what is at the path; not changed counts as a success. */
  async get(path: string, headers: OutgoingHttpHeaders): Promise<{ readonly etag: string | undefined }> {
    return this.send('GET', path, '', headers);
  }

  /** @throws VitrineError `internal` for an answer that is no success */
  async send(method: string, path: string, body: string | Buffer, headers: OutgoingHttpHeaders): Promise<{ readonly text: string; readonly etag: string | undefined }> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}${path}`, { method, agent: this.agent, headers: { 'content-length': Buffer.byteLength(body), ...headers } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => {
          const text = Buffer.concat(parts).toString();
          const { statusCode = 500, headers: { etag } } = response;
          if (statusCode < 300 || statusCode === 304) resolve({ text, etag });
          else reject(new VitrineError('internal', `${path} answered ${statusCode}: ${text.slice(0, 300)}`));
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Does the pieces of work in order, so many at a time; seconds it took. */
export async function timed(pieces: readonly (() => Promise<unknown>)[], atOnce: number): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let piece = pieces[next++]; piece !== undefined; piece = pieces[next++]) await piece();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (performance.now() - started) / 1000;
}
