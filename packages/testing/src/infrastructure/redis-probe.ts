import { Redis } from 'ioredis';

/** Rejects while the server does not answer or still loads its data. */
export async function pingRedis(url: string): Promise<void> {
  await withClient(url, (client) => client.ping());
}

/**
 * Version of the server.
 * Rejects when it does not answer or has no vector sets (VADD, VSIM).
 */
export async function probeRedis(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const key = `vitrine:probe:${process.pid}`;
    await client.call('VADD', key, 'VALUES', '2', '1', '0', 'a');
    const found = await client.call('VSIM', key, 'VALUES', '2', '1', '0');
    await client.del(key);
    if (!Array.isArray(found) || found[0] !== 'a') throw new Error('VSIM did not find what VADD added');
    return /redis_version:(\S+)/.exec(await client.info('server'))?.[1] ?? 'unknown';
  });
}

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}
