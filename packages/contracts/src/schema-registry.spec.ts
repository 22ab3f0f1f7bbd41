import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { BundledSchemaRegistry, EVENT_CONTRACTS, HttpSchemaRegistry, requireAgreement } from './index.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A registry over HTTP that knows what `answer` gives. */
async function registry(answer: (id: number) => object | null): Promise<HttpSchemaRegistry> {
  const server = createServer((request, response) => {
    const schema = answer(Number(request.url?.split('/').at(-1)));
    response.statusCode = schema === null ? 404 : 200;
    response.end(JSON.stringify(schema === null ? { error_code: 40_403 } : { schema: JSON.stringify(schema) }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new HttpSchemaRegistry(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const bundled = new Map(EVENT_CONTRACTS.flatMap(({ versions }) => versions.map(({ id, schema }) => [id, schema] as const)));

describe('schema registry', () => {
  it('agrees when it carries the schemas of this build', async () => {
    await expect(requireAgreement(new BundledSchemaRegistry(EVENT_CONTRACTS), EVENT_CONTRACTS)).resolves.toBeUndefined();
    await expect(requireAgreement(await registry((id) => bundled.get(id) ?? null), EVENT_CONTRACTS)).resolves.toBeUndefined();
  });

  it('is refused when an id is missing, naming it', async () => {
    const partial = await registry((id) => (id === 3 ? null : (bundled.get(id) ?? null)));
    await expect(requireAgreement(partial, EVENT_CONTRACTS)).rejects.toMatchObject({ code: 'invalid_configuration', details: { schemaId: 3 } });
  });

  it('is refused when an id stands for another schema', async () => {
    const other = await registry((id) => (id === 2 ? { type: 'record', name: 'Other', fields: [] } : (bundled.get(id) ?? null)));
    await expect(requireAgreement(other, EVENT_CONTRACTS)).rejects.toMatchObject({ code: 'invalid_configuration', details: { schemaId: 2 } });
  });

  it('is refused when it does not answer', async () => {
    await expect(requireAgreement(new HttpSchemaRegistry('http://127.0.0.1:9', 500), EVENT_CONTRACTS)).rejects.toMatchObject({ code: 'invalid_configuration' });
  });
});
