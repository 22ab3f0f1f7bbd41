import { isDeepStrictEqual } from 'node:util';
import { VitrineError } from './errors.js';
import type { AnyEvent, EventContract } from './event-contract.js';

/** Where schemas are looked up by their id. */
export abstract class SchemaRegistry {
  /** The schema of this id, or null when the registry does not know it. */
  abstract schema(id: number): Promise<object | null>;
}

/** The schemas that this build carries; needs no server. */
export class BundledSchemaRegistry extends SchemaRegistry {
  private readonly byId: ReadonlyMap<number, object>;

  constructor(contracts: readonly EventContract<AnyEvent>[]) {
    super();
    this.byId = new Map(contracts.flatMap(({ versions }) => versions.map(({ id, schema }) => [id, schema] as const)));
  }

  schema(id: number): Promise<object | null> {
    return Promise.resolve(this.byId.get(id) ?? null);
  }
}

/** A registry that speaks Confluent's HTTP API. */
export class HttpSchemaRegistry extends SchemaRegistry {
  /** @param url base address, such as `http://registry:8081` */
  constructor(private readonly url: string, private readonly timeoutMs = 5000) {
    super();
  }

  /** @throws VitrineError `invalid_configuration` when the registry does not answer as one */
  async schema(id: number): Promise<object | null> {
    const address = `${this.url.replace(/\/$/, '')}/schemas/ids/${id}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(this.timeoutMs) }).catch((cause: unknown) => {
      throw new VitrineError('invalid_configuration', `the schema registry at ${this.url} does not answer`, { url: this.url }, cause);
    });
    if (response.status === 404) return null;
    const body = response.ok ? ((await response.json()) as { schema?: unknown }) : {};
    if (typeof body.schema !== 'string') {
      throw new VitrineError('invalid_configuration', `${address} answered ${response.status} without a schema`, { url: this.url, schemaId: id });
    }
    return JSON.parse(body.schema) as object;
  }
}

/**
 * Compares every schema version of the contracts with a registry.
 * @throws VitrineError `invalid_configuration` naming the first id that is missing there or stands for another schema
 */
export async function requireAgreement(registry: SchemaRegistry, contracts: readonly EventContract<AnyEvent>[]): Promise<void> {
  for (const { topic, versions } of contracts) {
    for (const { id, version, schema } of versions) {
      const found = await registry.schema(id);
      if (found !== null && isDeepStrictEqual(found, schema)) continue;
      const fault = found === null ? 'does not know it' : 'has another schema under this id';
      throw new VitrineError('invalid_configuration', `schema id ${id} is ${topic.name} version ${version}, but the registry ${fault}; register schemas/ with these ids`, { schemaId: id, topic: topic.name });
    }
  }
}
