import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that serves displays: `node:http`, slates in a map, one array of streams a booth. */
const slates = new Map<string, { readonly body: string; readonly etag: string }>();
const streams = new Map<string, Set<ServerResponse>>();

const server = createServer((request, response) => {
  const [, booth = '', what = ''] = request.url?.split('/') ?? [];
  if (request.method === 'PUT') {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const body = Buffer.concat(parts).toString();
      const slate = { body, etag: `"${booth}-${Date.now()}-${body.length}"` };
      slates.set(booth, slate);
      for (const stream of streams.get(booth) ?? []) stream.write(eventOf(slate));
      response.writeHead(204).end();
    });
    return;
  }
  const slate = slates.get(booth);
  if (what === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const followers = streams.get(booth) ?? new Set();
    streams.set(booth, followers.add(response));
    response.on('close', () => followers.delete(response));
    if (slate !== undefined) response.write(eventOf(slate));
    return;
  }
  if (slate === undefined) response.writeHead(404).end();
  else if (request.headers['if-none-match'] === slate.etag) response.writeHead(304, { ETag: slate.etag }).end();
  else response.writeHead(200, { 'Content-Type': 'application/json', 'ETag': slate.etag }).end(slate.body);
});

server.listen(0, '127.0.0.1', () => process.stderr.write(`peer is ready on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));

function eventOf({ body, etag }: { readonly body: string; readonly etag: string }): string {
  return `event: slate\nid: ${etag}\ndata: ${body}\n\n`;
}
