import { VitrineError, type Sku } from '@vitrine/contracts';
import { bytesToFloat32, float32ToBytes } from '../float32-bytes.js';
import { ProductVectors, type ProductVector, type SimilarProduct, type VectorSpace } from '../product-vectors.js';
import { assertUnitVector, toUnitLength } from '../unit-vector.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { keys } from './keys.js';
import { readJson, type Records } from './records.js';
import { VectorTable } from './vector-table.js';
import type { WriteView } from './write-view.js';

/** Vectors in lmdb, and in one table a space from its first use on. */
export class EmbeddedProductVectors extends ProductVectors {
  private readonly tables = new Map<string, VectorTable>();

  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async upsert(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void> {
    const dimension = commonDimension(vectors);
    if (dimension === null) return;
    await this.database.update((view) => {
      const held = heldDimension(view, space);
      if (held !== null) assertDimension(held, dimension);
      putVectors(view, space, dimension, vectors);
      view.whenCommitted(() => this.upsertTable(space, vectors));
    });
  }

  async replaceAll(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void> {
    const dimension = commonDimension(vectors);
    await this.database.update((view) => {
      for (const key of Array.from(view.keys(keys.vectors(space)))) view.remove(key);
      view.remove(keys.dimension(space));
      if (dimension !== null) putVectors(view, space, dimension, vectors);
      view.whenCommitted(() => this.tables.set(tableKey(space), new VectorTable(dimension ?? 0, vectors)));
    });
  }

  async remove(space: VectorSpace, skus: readonly Sku[]): Promise<void> {
    await this.database.update((view) => {
      for (const sku of skus) view.remove(keys.vector(space, sku));
      // Read again when it is next needed: a table has no gaps.
      view.whenCommitted(() => { this.tables.delete(tableKey(space)); });
    });
  }

  async getMany(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>> {
    const table = this.table(space);
    const found = new Map<Sku, Float32Array>();
    for (const sku of skus) {
      const vector = table.get(sku);
      if (vector !== undefined) found.set(sku, vector);
    }
    return found;
  }

  async nearest(space: VectorSpace, query: Float32Array, count: number): Promise<readonly SimilarProduct[]> {
    const unit = toUnitLength(query, 'query');
    const table = this.table(space);
    if (table.size === 0) return [];
    assertDimension(heldDimension(this.database, space) ?? 0, query.length);
    return table.nearest(unit, count);
  }

  async size(space: VectorSpace): Promise<number> {
    return this.table(space).size;
  }

  /** A table that nobody has asked for is not built for an upsert: it is read when it is needed. */
  private upsertTable(space: VectorSpace, vectors: readonly ProductVector[]): void {
    const table = this.tables.get(tableKey(space));
    if (table === undefined) return;
    if (table.size === 0) this.tables.delete(tableKey(space));
    else for (const vector of vectors) table.put(vector);
  }

  private table(space: VectorSpace): VectorTable {
    this.database.assertOpen();
    const known = this.tables.get(tableKey(space));
    if (known !== undefined) return known;
    const vectors = Array.from(this.database.entries(keys.vectors(space)), ([key, bytes]) => ({ sku: String(key.at(-1)) as Sku, vector: bytesToFloat32(bytes) }));
    const table = new VectorTable(vectors[0]?.vector.length ?? 0, vectors);
    this.tables.set(tableKey(space), table);
    return table;
  }
}

function putVectors(view: WriteView, space: VectorSpace, dimension: number, vectors: readonly ProductVector[]): void {
  view.putJson(keys.dimension(space), dimension);
  for (const { sku, vector } of vectors) view.put(keys.vector(space, sku), float32ToBytes(vector));
}

/** Null: no vectors. */
function commonDimension(vectors: readonly ProductVector[]): number | null {
  const dimension = vectors[0]?.vector.length ?? null;
  for (const { vector } of vectors) {
    assertUnitVector(vector, 'vector');
    assertDimension(dimension ?? 0, vector.length);
  }
  return dimension;
}

function heldDimension(records: Records, space: VectorSpace): number | null {
  return readJson(records, keys.dimension(space));
}

function assertDimension(held: number, given: number): void {
  if (held !== given) throw new VitrineError('invalid_field', `a vector of ${given} dimensions does not fit ones of ${held}`, { field: 'vector', held, given });
}

function tableKey({ chainId, region }: VectorSpace): string {
  return `${chainId}/${region}`;
}
