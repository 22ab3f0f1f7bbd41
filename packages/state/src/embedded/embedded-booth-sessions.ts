import { BoothSessions, type BoothSession } from '../booth-sessions.js';
import type { BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';

export class EmbeddedBoothSessions extends BoothSessions {
  constructor(private readonly database: EmbeddedDatabase, private readonly expiring: ExpiringRecords, private readonly keptMs: number) {
    super();
  }

  async get(booth: BoothAddress): Promise<BoothSession | null> {
    return this.expiring.get(this.database, keys.session(booth));
  }

  put(booth: BoothAddress, session: BoothSession): StateWrite {
    return embeddedWrite((view) => this.expiring.put(view, keys.session(booth), session, session.lastSeenAtMs + this.keptMs));
  }

  end(booth: BoothAddress): StateWrite {
    return embeddedWrite((view) => this.expiring.remove(view, keys.session(booth)));
  }
}
