import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { VitrineError } from '@vitrine/contracts';

const OPENED_AT_ONCE = 50;

/** Displays that follow their booths, each on a connection of its own; plain sockets, so that they cost little beside what is measured. */
export class DisplayClients {
  private readonly sockets: Socket[] = [];

  /** @param onSlate told which display got a slate, with the text of it */
  private constructor(private readonly url: URL, private readonly onSlate: (display: number, text: string) => void) {}

  /** Opens a stream for each path, and waits until every one has shown its first slate. */
  static async open(url: string, paths: readonly string[], onSlate: (display: number, text: string) => void): Promise<DisplayClients> {
    const clients = new DisplayClients(new URL(url), onSlate);
    for (let from = 0; from < paths.length; from += OPENED_AT_ONCE) {
      await Promise.all(paths.slice(from, from + OPENED_AT_ONCE).map(async (path, index) => clients.follow(from + index, path)));
    }
    return clients;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async follow(display: number, path: string): Promise<void> {
    const socket = connect(Number(this.url.port), this.url.hostname);
    this.sockets.push(socket);
    await once(socket, 'connect');
    await new Promise<void>((resolve, reject) => {
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          if (!block.includes('data: ')) continue;
          this.onSlate(display, block);
          resolve();
        }
      });
      socket.on('error', reject).on('close', () => reject(new VitrineError('internal', `the stream of display ${display} was closed`)));
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.url.host}\r\nAccept: text/event-stream\r\n\r\n`);
    });
  }
}
