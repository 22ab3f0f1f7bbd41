import { VitrineError } from '@vitrine/contracts';
import { Redis, type ChainableCommander } from 'ioredis';
import { LIBRARY_SOURCE } from './commit-library.js';
import { isMissingFunction, openingError, toVitrineError } from './redis-errors.js';

export interface ConnectionSettings {
  readonly url: string;
  /** Longest wait for one reply. */
  readonly commandTimeoutMs: number;
}

const LONGEST_RECONNECT_WAIT_MS = 1_000;

/** One connection for everything that does not block. Commands fail at once while it is down; it reconnects by itself. */
export class RedisConnection {
  private readonly reconnected = new Set<() => void>();
  private number = 0;

  private constructor(private readonly redis: Redis, private readonly settings: ConnectionSettings) {
    redis.on('close', () => { this.number += 1; });
    redis.on('ready', () => { for (const listener of this.reconnected) listener(); });
  }

  /** Number of the connection that stands: another one may lead to another server, or to one with other data. */
  get generation(): number {
    return this.number;
  }

  /** Calls the listener with every connection after the first. @returns ends the calls */
  onReconnect(listener: () => void): () => void {
    this.reconnected.add(listener);
    return () => void this.reconnected.delete(listener);
  }

  /**
   * @throws VitrineError `state_unavailable` when there is no Redis at the address
   * @throws VitrineError `invalid_configuration` when it refuses the user or password
   */
  static async open(settings: ConnectionSettings, name = 'vitrine'): Promise<RedisConnection> {
    // No retries: a command in hand when the connection breaks fails at once, and whoever sent it knows whether to send it again.
    const redis = new Redis(settings.url, {
      connectionName: name, lazyConnect: true, connectTimeout: settings.commandTimeoutMs, commandTimeout: settings.commandTimeoutMs,
      enableOfflineQueue: false, socketTimeout: settings.commandTimeoutMs * 2, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 50, LONGEST_RECONNECT_WAIT_MS),
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    // Every command reports its own failure; without a listener a lost connection would end the process.
    let fault: unknown = null;
    redis.on('error', (error) => { fault = error; });
    try {
      await redis.connect();
    } catch (error) {
      redis.disconnect();
      throw openingError(fault ?? error);
    }
    return new RedisConnection(redis, settings);
  }

  /** A second connection with the same settings, for commands that block for up to `blockMs`. */
  async openBlocking(blockMs: number): Promise<RedisConnection> {
    return RedisConnection.open({ ...this.settings, commandTimeoutMs: this.settings.commandTimeoutMs + blockMs }, 'vitrine-follow');
  }

  /** Runs commands; whatever goes wrong comes out as a `VitrineError`. */
  async run<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await work(this.redis);
    } catch (error) {
      throw toVitrineError(error);
    }
  }

  /** Sends many commands in one go; the first that failed rejects. */
  async pipeline(fill: (commands: ChainableCommander) => void): Promise<unknown[]> {
    const commands = this.redis.pipeline();
    fill(commands);
    return this.replies(commands);
  }

  /** As `pipeline`, carried out by Redis without anything in between. */
  async transaction(fill: (commands: ChainableCommander) => void): Promise<unknown[]> {
    const commands = this.redis.multi();
    fill(commands);
    return this.replies(commands);
  }

  /** Calls a function of the library. One that is not there was not carried out, so it is loaded and called again. */
  async call(name: string, keys: readonly string[], args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.run(async (redis) => {
      try {
        return await redis.fcall(name, keys.length, ...keys, ...args);
      } catch (error) {
        if (!isMissingFunction(error)) throw error;
        await this.loadLibrary();
        return redis.fcall(name, keys.length, ...keys, ...args);
      }
    });
  }

  /** Puts the function library into Redis; harmless where it is there already. */
  async loadLibrary(): Promise<void> {
    await this.run((redis) => redis.function('LOAD', 'REPLACE', LIBRARY_SOURCE));
  }

  /** Ends the connection without waiting for replies. */
  disconnect(): void {
    this.redis.disconnect();
  }

  async close(): Promise<void> {
    if (this.redis.status === 'ready') await this.redis.quit().catch(() => undefined);
    this.disconnect();
  }

  private async replies(commands: ChainableCommander): Promise<unknown[]> {
    const results = await this.run(() => commands.exec());
    if (results === null) throw new VitrineError('state_unavailable', 'Redis did not carry out a transaction');
    return results.map(([error, reply]) => {
      if (error !== null) throw toVitrineError(error);
      return reply;
    });
  }
}
