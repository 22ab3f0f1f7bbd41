import { randomUUID } from 'node:crypto';
import { VitrineError, type Sku } from '@vitrine/contracts';
import { ProductVectors, type ProductVector, type SimilarProduct, type VectorSpace } from '../product-vectors.js';
import { assertUnitVector, toUnitLength } from '../unit-vector.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { addVector, rawVector, similarTo, vectorSetShape } from './vector-commands.js';
import { WriteTurns } from './write-turns.js';

const WRITTEN_AT_ONCE = 8;
const READ_AT_ONCE = 500;
const ABANDONED_BUILD_SECONDS = 3_600;

/** One vector set a space. Rewriting many vectors in place costs recall, so a whole set is built aside and renamed. */
export class RedisProductVectors extends ProductVectors {
  private readonly writing = new WriteTurns();

  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  async upsert(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void> {
    assertOneDimension(vectors);
    const [first] = vectors;
    if (first === undefined) return;
    const key = this.keys.vectors(space);
    await this.writing.take(async (piece) => {
      await this.assertFits(key, first);
      for (const some of chunks(vectors, WRITTEN_AT_ONCE)) await piece(() => this.add(key, some));
    });
  }

  async replaceAll(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void> {
    assertOneDimension(vectors);
    const key = this.keys.vectors(space);
    const building = this.keys.vectorsInBuilding(space, randomUUID());
    await this.writing.take(async (piece) => {
      for (const some of chunks(vectors, WRITTEN_AT_ONCE)) await piece(() => this.build(building, some));
      await this.redis.transaction((commands) => {
        commands.unlink(key);
        if (vectors.length > 0) commands.persist(building).rename(building, key);
      });
    });
  }

  async remove(space: VectorSpace, skus: readonly Sku[]): Promise<void> {
    const key = this.keys.vectors(space);
    await this.writing.take(async (piece) => {
      for (const some of chunks(skus, WRITTEN_AT_ONCE)) await piece(() => this.redis.pipeline((commands) => { for (const sku of some) commands.call('VREM', key, sku); }));
    });
  }

  async getMany(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>> {
    const key = this.keys.vectors(space);
    const found = new Map<Sku, Float32Array>();
    for (const some of chunks(skus, READ_AT_ONCE)) {
      const replies = await this.redis.pipeline((commands) => { for (const sku of some) commands.callBuffer('VEMB', key, sku, 'RAW'); });
      for (const [index, sku] of some.entries()) {
        const vector = rawVector(replies[index]);
        if (vector !== null) found.set(sku, vector);
      }
    }
    return found;
  }

  async nearest(space: VectorSpace, query: Float32Array, count: number): Promise<readonly SimilarProduct[]> {
    const direction = toUnitLength(query, 'query');
    if (count < 1) return [];
    const key = this.keys.vectors(space);
    const shape = await this.redis.run((redis) => vectorSetShape(redis, key));
    if (shape === null) return [];
    assertDimension(shape.dimension, query.length);
    const found = await this.redis.run((redis) => similarTo(redis, key, direction, count, shape.size));
    return found.map(([sku, score]) => ({ sku: sku as Sku, score }));
  }

  async size(space: VectorSpace): Promise<number> {
    return Number(await this.redis.run((redis) => redis.call('VCARD', this.keys.vectors(space))));
  }

  private async add(key: string, vectors: readonly ProductVector[]): Promise<void> {
    await this.redis.pipeline((commands) => { for (const vector of vectors) addVector(commands, key, vector); });
  }

  /** In one step with its end: nobody would clear away what a build leaves that is broken off. */
  private async build(key: string, vectors: readonly ProductVector[]): Promise<void> {
    await this.redis.transaction((commands) => {
      for (const vector of vectors) addVector(commands, key, vector);
      commands.expire(key, ABANDONED_BUILD_SECONDS);
    });
  }

  private async assertFits(key: string, { vector }: ProductVector): Promise<void> {
    const shape = await this.redis.run((redis) => vectorSetShape(redis, key));
    if (shape !== null) assertDimension(shape.dimension, vector.length);
  }
}

function assertOneDimension(vectors: readonly ProductVector[]): void {
  for (const { vector } of vectors) {
    assertUnitVector(vector, 'vector');
    assertDimension(vectors[0]?.vector.length ?? 0, vector.length);
  }
}

function assertDimension(held: number, given: number): void {
  if (held !== given) throw new VitrineError('invalid_field', `a vector of ${given} dimensions does not fit ones of ${held}`, { field: 'vector', held, given });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
