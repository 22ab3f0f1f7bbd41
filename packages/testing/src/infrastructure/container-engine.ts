import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { InfrastructureConfig } from './config.js';

/** Address of a container engine that answers, or null. A `docker` program alone proves nothing: its engine may be off. */
export async function containerEngine(config: InfrastructureConfig): Promise<string | null> {
  for (const address of candidates(config)) {
    if (await answers(address)) return address;
  }
  return null;
}

function candidates({ dockerHost, runtimeFolder }: InfrastructureConfig): string[] {
  if (dockerHost !== null) return [dockerHost];
  const rootless = runtimeFolder === null ? [] : [join(runtimeFolder, 'docker.sock'), join(runtimeFolder, 'podman', 'podman.sock')];
  const sockets = ['/var/run/docker.sock', join(homedir(), '.docker', 'run', 'docker.sock'), ...rootless];
  return sockets.filter((path) => existsSync(path)).map((path) => `unix://${path}`);
}

async function answers(address: string): Promise<boolean> {
  const url = new URL(address);
  const socket = url.protocol === 'unix:' ? createConnection(url.pathname) : createConnection(Number(url.port === '' ? 2375 : url.port), url.hostname);
  socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
  try {
    await once(socket, 'connect');
    socket.write('GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n');
    const [reply] = (await once(socket, 'data')) as [Buffer];
    return /^HTTP\/1\.[01] 200/.test(reply.toString('latin1'));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
