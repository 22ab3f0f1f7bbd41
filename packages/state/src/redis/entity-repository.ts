import { WatchError } from 'redis';
import { Repository, Schema, type Entity } from 'redis-om';
import type { EntityConnection } from './entity-connection.js';

/** How a field is kept: redis-om's hashes hold no lists of arbitrary texts and no objects, so these are JSON. A null is left out. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'json';

interface Dated {
  readonly changedAtMs: number;
}

/** Beside an entity's own fields: where in the log it was announced. */
const OFFSET_FIELD = 'logOffset';

/** As long as a worker that lost its partition may write on. */
const FORGOTTEN_MS = 30 * 86_400_000;

interface Source {
  /** Key of a text that has its say, too. */
  readonly mark?: string;
  readonly offset?: number | undefined;
}

interface Watched<E> {
  readonly value: E | null;
  readonly offset: number | undefined;
  /** The text at the mark; null where there is none. */
  readonly marked: string | null;
}

/** What a hash's text says. */
const READ: Readonly<Record<FieldKind, (text: string) => unknown>> = {
  string: (text) => text, number: Number, boolean: (text) => text === '1', json: (text) => JSON.parse(text) as unknown,
};

/**
 * Entities of one kind as hashes of redis-om. It saves without a condition, so saving is guarded by WATCH; and it reads one entity after the other with promises and
 * conversions of its own, which takes twice as long as reading its hashes, so that is done here.
 */
export class EntityRepository<E extends Dated> {
  private readonly repository: Repository;
  private readonly fields: readonly (readonly [name: keyof E & string, kind: FieldKind])[];

  /** @param prefix of the keys; redis-om appends `:` and the id */
  constructor(private readonly connection: EntityConnection, private readonly prefix: string, kinds: Readonly<Record<keyof E & string, FieldKind>>) {
    this.fields = Object.entries<FieldKind>(kinds) as [keyof E & string, FieldKind][];
    const definition = Object.fromEntries(this.fields.map(([name, kind]) => [name, { type: kind === 'json' ? 'string' : kind } as const]));
    this.repository = new Repository(new Schema(prefix, { ...definition, [OFFSET_FIELD]: { type: 'number' } }, { dataStructure: 'HASH' }), connection.client);
  }

  /** Those that exist, by the key whose id was asked for. */
  async getMany<Key extends string>(keys: readonly Key[], idOf: (key: Key) => string): Promise<ReadonlyMap<Key, E>> {
    if (keys.length === 0) return new Map();
    const hashes = await this.connection.run((client) => Promise.all(keys.map((key) => client.hGetAll(this.keyOf(idOf(key))))));
    return new Map(keys.flatMap((key, index) => {
      const entity = this.fromHash(hashes[index]!);
      return entity === null ? [] : [[key, entity] as const];
    }));
  }

  /**
   * Saves what `merge` makes of what is there and of the text at the key `mark`, if one is named; null leaves it. A write by another process to
   * either between look and save makes this one void; then it looks again.
   * @param from.offset where the log has it: what is there and was announced behind that stays
   */
  async merge(id: string, merge: (held: E | null, marked: string | null) => E | null, from: Source = {}): Promise<void> {
    await this.untilUndisturbed(() => this.tryMerge(id, merge, from));
  }

  /** Saves what `keep` leaves of what is there, or removes it. */
  async prune(id: string, keep: (held: E) => E | null): Promise<void> {
    await this.untilUndisturbed(async () => {
      const { client } = this.connection;
      const { value, offset } = await this.watched(id);
      const left = value === null ? null : keep(value);
      if (value === null) await client.unwatch();
      else if (left === null) await client.multi().del(this.keyOf(id)).exec();
      else await this.repository.save(id, this.toEntity(left, offset));
    });
  }

  /** Raises the number at the key `mark`. */
  async raise(mark: string, to: number): Promise<void> {
    const { client } = this.connection;
    await this.untilUndisturbed(async () => {
      await client.watch(mark);
      await client.multi().set(mark, String(Math.max(Number(await client.get(mark) ?? 0), to))).exec();
    });
  }

  /** Removes what is there unless it was announced behind this place in the log, which is remembered in its stead. */
  async forget(id: string, offset: number): Promise<void> {
    await this.untilUndisturbed(async () => {
      const { client } = this.connection;
      const key = this.keyOf(id);
      const held = await this.watched(id);
      if (held.offset !== undefined && held.offset > offset) await client.unwatch();
      else await client.multi().del(key).hSet(key, OFFSET_FIELD, String(offset)).pExpire(key, FORGOTTEN_MS).exec();
    });
  }

  private async tryMerge(id: string, merge: (held: E | null, marked: string | null) => E | null, { mark, offset }: Source): Promise<void> {
    const held = await this.watched(id, mark);
    const overtaken = offset !== undefined && held.offset !== undefined && held.offset > offset;
    const merged = overtaken ? null : merge(held.value, held.marked);
    if (merged === null) await this.connection.client.unwatch();
    else await this.repository.save(id, this.toEntity(merged, offset ?? held.offset));
  }

  /** What is there, watched from before it was read. All in one trip to the server: a chain has millions of members to be announced to a Redis that came back empty. */
  private async watched(id: string, mark?: string): Promise<Watched<E>> {
    const { client } = this.connection;
    const key = this.keyOf(id);
    const [, hash, marked] = await Promise.all([client.watch(mark === undefined ? key : [key, mark]), client.hGetAll(key), mark === undefined ? null : client.get(mark)]);
    const offset = hash[OFFSET_FIELD];
    return { value: this.fromHash(hash), offset: offset === undefined ? undefined : Number(offset), marked };
  }

  private async untilUndisturbed(attempt: () => Promise<void>): Promise<void> {
    const undisturbed = async (): Promise<boolean> => {
      try {
        await attempt();
        return true;
      } catch (error) {
        if (error instanceof WatchError) return false;
        throw error;
      }
    };
    while (!await this.connection.exclusively(undisturbed));
  }

  private keyOf(id: string): string {
    return `${this.prefix}:${id}`;
  }

  private toEntity(value: E, offset: number | undefined): Entity {
    const held = value as unknown as Record<string, unknown>;
    const fields = this.fields.map(([name, kind]) => [name, kind === 'json' ? JSON.stringify(held[name]) : held[name]]);
    return { ...Object.fromEntries(fields) as Entity, ...(offset === undefined ? {} : { [OFFSET_FIELD]: offset }) };
  }

  /** Null where there is none: every entity has a date. */
  private fromHash(hash: Readonly<Record<string, string>>): E | null {
    if (hash['changedAtMs'] === undefined) return null;
    const entity: Partial<Record<keyof E, unknown>> = {};
    for (const [name, kind] of this.fields) {
      const text = hash[name];
      entity[name] = text === undefined ? null : READ[kind](text);
    }
    return entity as E;
  }
}
