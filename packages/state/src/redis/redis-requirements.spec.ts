import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RedisConnection } from './redis-connection.js';
import { assertUsable } from './redis-requirements.js';

/** Speaks just enough of Redis's protocol to be asked what it is. */
async function serverThatSays(information: { version: string; cluster: number; vectors: boolean }): Promise<Server> {
  const replies: readonly (readonly [RegExp, string])[] = [
    [/hello/i, '%1\r\n$5\r\nproto\r\n:3\r\n'],
    [/info[\s\S]*server/i, bulk(`redis_version:${information.version}\r\n`)],
    [/info[\s\S]*memory/i, bulk('maxmemory_policy:noeviction\r\n')],
    [/info[\s\S]*cluster/i, bulk(`cluster_enabled:${information.cluster}\r\n`)],
    [/command[\s\S]*vadd/i, information.vectors ? '*1\r\n*1\r\n$4\r\nvadd\r\n' : '*1\r\n$-1\r\n'],
  ];
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      for (const command of bytes.toString().split(/(?=\*\d+\r\n)/)) {
        socket.write(/info/i.test(command) && !/server|cluster|memory|vadd|setinfo/i.test(command) ? bulk('loading:0\r\n') : replies.find(([asked]) => asked.test(command))?.[1] ?? '+OK\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

describe('a Redis that cannot carry the state', () => {
  const servers: Server[] = [];
  afterEach(() => { for (const server of servers.splice(0)) server.close(); });

  it.each([
    { what: 'is too old', information: { version: '7.4.2', cluster: 0, vectors: true }, says: /7\.4\.2 is too old/ },
    { what: 'has no vector sets', information: { version: '8.0.2', cluster: 0, vectors: false }, says: /no vector sets/ },
    { what: 'is a cluster', information: { version: '8.0.2', cluster: 1, vectors: true }, says: /is a cluster/ },
  ])('is refused when it $what, saying what to do', async ({ information, says }) => {
    const server = await serverThatSays(information);
    servers.push(server);
    const redis = await RedisConnection.open({ url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, commandTimeoutMs: 2_000 });
    const refusal = assertUsable(redis).finally(() => { redis.disconnect(); });
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_configuration', message: expect.stringMatching(says) });
  });
});
