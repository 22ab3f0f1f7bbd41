import type { EmbeddedDatabase } from './embedded-database.js';
import { putUnlessOlder } from './newer-records.js';
import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';

/** Records of one kind that only newer ones replace: what the views of stores, products and members have in common. */
export class EmbeddedEntities<Entity extends { readonly changedAtMs: number }> {
  constructor(private readonly database: EmbeddedDatabase) {}

  get(key: RecordKey<Entity>): Entity | null {
    return readJson(this.database, key);
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
    return Array.from(this.database.entries(prefix), ([, bytes]) => JSON.parse(bytes.toString()) as Entity);
  }

  async put(key: RecordKey<Entity>, entity: Entity): Promise<void> {
    await this.database.update((view) => putUnlessOlder(view, key, entity, ({ changedAtMs }) => changedAtMs));
  }

  async forget(key: RecordKey<Entity>): Promise<void> {
    await this.database.update((view) => view.remove(key));
  }
}
