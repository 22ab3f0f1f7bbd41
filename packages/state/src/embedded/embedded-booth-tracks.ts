import { BoothTracks, type BoothTrack } from '../booth-tracks.js';
import type { BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';

export class EmbeddedBoothTracks extends BoothTracks {
  constructor(private readonly database: EmbeddedDatabase, private readonly expiring: ExpiringRecords, private readonly keptMs: number) {
    super();
  }

  async get(booth: BoothAddress): Promise<BoothTrack | null> {
    return this.expiring.get(this.database, keys.track(booth));
  }

  put(booth: BoothAddress, track: BoothTrack): StateWrite {
    return embeddedWrite((view) => this.expiring.put(view, keys.track(booth), track, track.lastSeenAtMs + this.keptMs));
  }
}
