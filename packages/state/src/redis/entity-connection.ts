import { createClient } from 'redis';
import { openingError, toVitrineError } from './redis-errors.js';

const LONGEST_RECONNECT_WAIT_MS = 1_000;

export type NodeRedis = ReturnType<typeof createClient>;

/** The node-redis connection that redis-om works on; it cannot use ioredis. Calls fail at once while it is down. */
export class EntityConnection {
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(readonly client: NodeRedis, private readonly timeoutMs: number) {}

  /** @throws VitrineError `state_unavailable` when there is no Redis at the address */
  static async open(url: string, timeoutMs: number): Promise<EntityConnection> {
    let connected = false;
    const client = createClient({
      url, name: 'vitrine-entities', disableOfflineQueue: true,
      socket: { connectTimeout: timeoutMs, reconnectStrategy: (retries, cause) => connected ? Math.min(retries * 50, LONGEST_RECONNECT_WAIT_MS) : cause },
    });
    // Every call reports its own failure; without a listener a lost connection would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      throw openingError(error);
    }
    connected = true;
    return new EntityConnection(client, timeoutMs);
  }

  /**
   * Runs calls; whatever goes wrong comes out as a `VitrineError`.
   * node-redis waits for a reply without end, so the connection is renewed when one is overdue.
   */
  async run<T>(work: (client: NodeRedis) => Promise<T>): Promise<T> {
    const overdue = setTimeout(() => { void this.renew(); }, this.timeoutMs);
    try {
      return await work(this.client);
    } catch (error) {
      throw toVitrineError(error);
    } finally {
      clearTimeout(overdue);
    }
  }

  /** As `run`, one after another: a WATCH belongs to the connection, so two guarded writes may not interleave. */
  async exclusively<T>(work: (client: NodeRedis) => Promise<T>): Promise<T> {
    const turn = this.turn.then(() => this.run(work));
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async renew(): Promise<void> {
    // Rejects whatever is waiting for a reply, and with it the caller of `run`.
    await this.client.disconnect().catch(() => undefined);
    await this.client.connect().catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.client.isReady) await this.client.quit().catch(() => undefined);
    else if (this.client.isOpen) await this.client.disconnect().catch(() => undefined);
  }
}
