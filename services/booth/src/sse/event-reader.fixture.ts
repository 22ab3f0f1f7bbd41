/** What a client reads from a stream: an event, or a comment. */
export interface ReadEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: Record<string, unknown>;
  readonly comment?: string;
}

/** A client of server-sent events. */
export class EventReader {
  private readonly lines: AsyncIterator<string>;

  constructor(readonly response: Response, private readonly leaving: AbortController) {
    this.lines = blocks(response);
  }

  /** The next event or comment; null when the stream has ended. */
  async next(): Promise<ReadEvent | null> {
    const { value, done } = await this.lines.next();
    return done === true ? null : parse(value);
  }

  /** The next event of this name; others and comments are passed over. */
  async nextOf(name: string): Promise<ReadEvent> {
    for (let read = await this.next(); read !== null; read = await this.next()) if (read.event === name) return read;
    throw new Error(`the stream ended without ${name}`);
  }

  /** The next comment. */
  async nextComment(text = ''): Promise<void> {
    for (let read = await this.next(); read !== null; read = await this.next()) if (read.comment === text) return;
    throw new Error('the stream ended without a comment');
  }

  leave(): void {
    this.leaving.abort();
  }
}

async function* blocks(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    yield* parts;
  }
}

function parse(block: string): ReadEvent {
  if (block.startsWith(':')) return { comment: block.slice(1).trim() };
  const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]));
  return { ...fields, ...(fields['data'] === undefined ? {} : { data: JSON.parse(fields['data']) as Record<string, unknown> }) };
}
