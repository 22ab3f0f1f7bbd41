import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LinkFault } from './tcp-proxy.js';

/** One connection through a proxy: two directions, each passing its chunks on one after another. */
export class Link {
  private fault: LinkFault = { kind: 'none' };
  private released: Promise<void> = Promise.resolve();
  private release: () => void = () => undefined;
  private over = false;

  constructor(private readonly client: Socket, private readonly server: Socket, private readonly onEnd: () => void) {
    for (const [from, to] of [[client, server], [server, client]] as const) {
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('close', () => this.end());
      void this.pass(from, to);
    }
  }

  /** Treats what passes from now on by this fault. */
  apply(fault: LinkFault): void {
    if (fault.kind === 'black-hole' && this.fault.kind !== 'black-hole') this.released = new Promise((resolve) => { this.release = resolve; });
    this.fault = fault;
    if (fault.kind !== 'black-hole') this.release();
  }

  /** Breaks the connection on both sides. */
  end(): void {
    if (this.over) return;
    this.over = true;
    this.release();
    this.client.destroy();
    this.server.destroy();
    this.onEnd();
  }

  private async pass(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        await this.hold(chunk.length);
        if (this.over) return;
        if (!to.write(chunk)) await new Promise((resolve) => { to.once('drain', resolve); to.once('close', resolve); });
      }
    } catch {
      // A side that broke off breaks the other off too.
    } finally {
      this.end();
    }
  }

  private async hold(bytes: number): Promise<void> {
    if (this.fault.kind === 'delayed') await delay(this.fault.ms);
    if (this.fault.kind === 'slow') await delay((bytes / this.fault.bytesPerSecond) * 1000);
    await this.released;
  }
}
