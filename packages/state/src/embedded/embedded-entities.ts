import type { EmbeddedDatabase } from './embedded-database.js';
import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';
import type { WriteView } from './write-view.js';

/** Beside an entity's own fields: where in the log it was announced. */
interface Announced {
  readonly logOffset?: number;
}

/** Records of one kind: what the views of stores, products and members have in common. */
export class EmbeddedEntities<Entity extends object> {
  constructor(private readonly database: EmbeddedDatabase) {}

  get(key: RecordKey<Entity>): Entity | null {
    const held = readJson<Entity & Announced>(this.database, key);
    return held === null ? null : own(held);
  }

  getMany<Id extends string>(ids: readonly Id[], keyOf: (id: Id) => RecordKey<Entity>): ReadonlyMap<Id, Entity> {
    const found = new Map<Id, Entity>();
    for (const id of ids) {
      const entity = this.get(keyOf(id));
      if (entity !== null) found.set(id, entity);
    }
    return found;
  }

  list(prefix: RecordKey): readonly Entity[] {
    return Array.from(this.database.entries(prefix), ([, bytes]) => own(JSON.parse(bytes.toString()) as Entity & Announced));
  }

  /**
   * Puts what `merge` makes of what is there; null leaves it.
   * @param offset where the log has it: what is there and was announced behind that stays
   */
  async merge(key: RecordKey<Entity & Announced>, merge: (held: Entity | null, view: WriteView) => Entity | null, offset?: number): Promise<void> {
    await this.database.update((view) => {
      const held = readJson(view, key);
      const known = held?.logOffset;
      if (offset !== undefined && known !== undefined && known > offset) return;
      const merged = merge(held === null ? null : own(held), view);
      const logOffset = offset ?? known;
      if (merged !== null) view.putJson(key, { ...merged, ...(logOffset === undefined ? {} : { logOffset }) });
    });
  }

  async forget(key: RecordKey<Entity>): Promise<void> {
    await this.database.update((view) => view.remove(key));
  }
}

function own<Entity extends object>(held: Entity & Announced): Entity {
  const { logOffset: _, ...entity } = held;
  return entity as unknown as Entity;
}
