import type { EmbeddedDatabase } from './embedded-database.js';
import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';
import type { WriteView } from './write-view.js';

/** Beside an entity's own fields, and alone once it was forgotten: where in the log that was announced. */
interface Announced {
  readonly logOffset?: number;
}

/** Records of one kind: what the views of stores, products and members have in common. */
export class EmbeddedEntities<Entity extends object> {
  constructor(private readonly database: EmbeddedDatabase) {}

  get(key: RecordKey<Entity>): Entity | null {
    return this.entity(readJson<Entity & Announced>(this.database, key));
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
    return Array.from(this.database.entries(prefix), ([, bytes]) => this.entity(JSON.parse(bytes.toString()) as Entity & Announced)).filter((entity) => entity !== null);
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
      const merged = merge(this.entity(held), view);
      const logOffset = offset ?? known;
      if (merged !== null) view.putJson(key, { ...merged, ...(logOffset === undefined ? {} : { logOffset }) });
    });
  }

  /** Puts what `keep` leaves of what is there, or removes it. */
  prune(view: WriteView, key: RecordKey<Entity & Announced>, keep: (held: Entity) => Entity | null): void {
    const held = readJson(view, key);
    const entity = this.entity(held);
    if (entity === null) return;
    const left = keep(entity);
    if (left === null) view.remove(key);
    else view.putJson(key, { ...left, ...(held?.logOffset === undefined ? {} : { logOffset: held.logOffset }) });
  }

  /** Removes what is there unless it was announced behind this place in the log, which is remembered in its stead. */
  async forget(key: RecordKey<Entity & Announced>, offset: number): Promise<void> {
    await this.database.update((view) => {
      const known = readJson(view, key)?.logOffset;
      if (known === undefined || known <= offset) view.putJson<Announced>(key, { logOffset: offset });
    });
  }

  private entity(held: (Entity & Announced) | null): Entity | null {
    if (held === null) return null;
    const { logOffset: _, ...entity } = held;
    return Object.keys(entity).length === 0 ? null : (entity as unknown as Entity);
  }
}
