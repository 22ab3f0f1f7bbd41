import { LearnerSnapshots } from '../learner-snapshots.js';
import type { VectorSpace } from '../product-vectors.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';

export class EmbeddedLearnerSnapshots extends LearnerSnapshots {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async get({ chainId, region }: VectorSpace): Promise<Uint8Array | null> {
    return this.database.get(keys.learner(chainId, region)) ?? null;
  }

  put({ chainId, region }: VectorSpace, snapshot: Uint8Array): StateWrite {
    const bytes = Buffer.from(snapshot);
    return embeddedWrite((view) => view.put(keys.learner(chainId, region), bytes));
  }
}
