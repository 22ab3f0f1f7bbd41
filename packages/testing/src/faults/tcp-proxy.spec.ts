import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TcpProxy } from './tcp-proxy.js';

const WAIT = { timeout: 5_000, interval: 5 };

describe('a proxy that can misbehave', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let client: Socket;
  let heard = '';

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
    await new Promise<void>((resolve) => { echo.listen(0, '127.0.0.1', resolve); });
    proxy = await TcpProxy.open();
    proxy.leadTo(`127.0.0.1:${(echo.address() as AddressInfo).port}`);
    client = await dial();
  });

  afterEach(async () => {
    client.destroy();
    await proxy.close();
    echo.close();
  });

  async function dial(): Promise<Socket> {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.on('error', () => undefined);
    heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    await once(socket, 'connect');
    return socket;
  }


  it('passes everything on while nothing is wrong', async () => {
    client.write('good day');
    await expect.poll(() => heard, WAIT).toBe('good day');
  });

  it('breaks connections and refuses new ones while it is cut, and takes them again afterwards', async () => {
    const gone = once(client, 'close');
    proxy.set({ kind: 'cut' });
    await gone;
    const refused = await dial();
    await once(refused, 'close');
    expect(heard).toBe('');
    proxy.set({ kind: 'none' });
    client = await dial();
    client.write('again');
    await expect.poll(() => heard, WAIT).toBe('again');
  });

  it('swallows what is sent into a black hole and delivers it in order once that is over', async () => {
    proxy.set({ kind: 'black-hole' });
    client.write('one ');
    client.write('two ');
    await new Promise((resolve) => { setTimeout(resolve, 60); });
    expect(heard).toBe('');
    proxy.set({ kind: 'none' });
    client.write('three');
    await expect.poll(() => heard, WAIT).toBe('one two three');
  });

  it('delays every chunk', async () => {
    proxy.set({ kind: 'delayed', ms: 50 });
    const begun = performance.now();
    client.write('late');
    await expect.poll(() => heard, WAIT).toBe('late');
    expect(performance.now() - begun).toBeGreaterThan(95);
  });

  it('lets no more through than its speed allows', async () => {
    proxy.set({ kind: 'slow', bytesPerSecond: 10_000 });
    const begun = performance.now();
    client.write('x'.repeat(1_000));
    await expect.poll(() => heard, WAIT).toBe('x'.repeat(1_000));
    expect(performance.now() - begun).toBeGreaterThan(190);
  });
});
