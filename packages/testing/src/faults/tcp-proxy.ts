import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

/** How a proxy treats what passes through it. */
export type LinkFault =
  /** As if it were not there. */
  | { readonly kind: 'none' }
  /** Connections break, new ones are closed at once. */
  | { readonly kind: 'cut' }
  /** Every chunk arrives so much later. */
  | { readonly kind: 'delayed'; readonly ms: number }
  /** At most so many bytes a second each way, for each connection. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Connections stand and are made, and nothing arrives. What was sent meanwhile arrives afterwards, as on a network that recovers. */
  | { readonly kind: 'black-hole' };

/** A TCP proxy on 127.0.0.1 that can be made to misbehave. Every connection goes on under the fault in force. */
export class TcpProxy {
  private readonly links = new Set<Link>();
  private fault: LinkFault = { kind: 'none' };
  private target: { readonly host: string; readonly port: number } | null = null;

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => this.accept(client));
  }

  /** Listens on a free port; connections are refused until there is a target. */
  static async open(): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new TcpProxy(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections open at this moment. */
  get size(): number {
    return this.links.size;
  }

  /** Where connections go, `host:port`. */
  leadTo(address: string): void {
    const [host = '127.0.0.1', port = ''] = address.split(':');
    this.target = { host, port: Number(port) };
  }

  /** Puts a fault in force, for connections that are open too. */
  set(fault: LinkFault): void {
    this.fault = fault;
    for (const link of this.links) {
      if (fault.kind === 'cut') link.end();
      else link.apply(fault);
    }
  }

  async close(): Promise<void> {
    for (const link of this.links) link.end();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.target === null || this.fault.kind === 'cut') {
      client.destroy();
      return;
    }
    const link = new Link(client, connect(this.target), () => this.links.delete(link));
    this.links.add(link);
    link.apply(this.fault);
  }
}
