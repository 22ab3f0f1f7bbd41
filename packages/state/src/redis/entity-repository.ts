import { WatchError } from 'redis';
import { Repository, Schema, type Entity } from 'redis-om';
import type { EntityConnection } from './entity-connection.js';

/** How a field is kept: redis-om's hashes hold no lists of arbitrary texts and no objects, so these are JSON. A null is left out. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'json';

interface Dated {
  readonly changedAtMs: number;
}

/** Entities of one kind as hashes of redis-om. It saves without a condition, so saving is guarded by WATCH. */
export class EntityRepository<E extends Dated> {
  private readonly repository: Repository;
  private readonly fields: readonly (readonly [name: string, kind: FieldKind])[];

  /** @param prefix of the keys; redis-om appends `:` and the id */
  constructor(private readonly connection: EntityConnection, private readonly prefix: string, kinds: Readonly<Record<keyof E & string, FieldKind>>) {
    this.fields = Object.entries<FieldKind>(kinds);
    const definition = Object.fromEntries(this.fields.map(([name, kind]) => [name, { type: kind === 'json' ? 'string' : kind } as const]));
    this.repository = new Repository(new Schema(prefix, definition, { dataStructure: 'HASH' }), connection.client);
  }

  /** Those that exist, by the key whose id was asked for. */
  async getMany<Key extends string>(keys: readonly Key[], idOf: (key: Key) => string): Promise<ReadonlyMap<Key, E>> {
    if (keys.length === 0) return new Map();
    const entities = await this.connection.run(() => this.repository.fetch(keys.map(idOf)));
    return new Map(keys.flatMap((key, index) => {
      const entity = entities[index];
      return entity?.['changedAtMs'] === undefined ? [] : [[key, this.fromEntity(entity)] as const];
    }));
  }

  /** Saves unless a newer one is there. */
  async saveIfNewer(id: string, value: E): Promise<void> {
    await this.merge(id, (held) => (held !== null && held.changedAtMs > value.changedAtMs ? null : value));
  }

  /** Saves what `merge` makes of what is there; null leaves it. A save by another process between look and save makes this one void; then it looks again. */
  async merge(id: string, merge: (held: E | null) => E | null): Promise<void> {
    while (!await this.connection.exclusively(() => this.tryMerge(id, merge)));
  }

  async remove(id: string): Promise<void> {
    await this.connection.run(() => this.repository.remove(id));
  }

  private async tryMerge(id: string, merge: (held: E | null) => E | null): Promise<boolean> {
    const { client } = this.connection;
    await client.watch(`${this.prefix}:${id}`);
    const entity = await this.repository.fetch(id);
    const merged = merge(entity['changedAtMs'] === undefined ? null : this.fromEntity(entity));
    if (merged === null) {
      await client.unwatch();
      return true;
    }
    try {
      await this.repository.save(id, this.toEntity(merged));
      return true;
    } catch (error) {
      if (error instanceof WatchError) return false;
      throw error;
    }
  }

  private toEntity(value: E): Entity {
    const held = value as unknown as Record<string, unknown>;
    return Object.fromEntries(this.fields.map(([name, kind]) => [name, kind === 'json' ? JSON.stringify(held[name]) : held[name]])) as Entity;
  }

  private fromEntity(entity: Entity): E {
    return Object.fromEntries(this.fields.map(([name, kind]) => {
      const held = entity[name] ?? null;
      return [name, kind === 'json' ? JSON.parse(held as string) as unknown : held];
    })) as unknown as E;
  }
}
