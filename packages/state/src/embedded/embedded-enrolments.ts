import type { ChainId, EnrolmentDecided, EnrolmentId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { Enrolments, type PoseChallenge } from '../enrolments.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';

export class EmbeddedEnrolments extends Enrolments {
  constructor(
    private readonly database: EmbeddedDatabase, private readonly expiring: ExpiringRecords,
    private readonly clock: Clock, private readonly keptMs: number,
  ) {
    super();
  }

  async get(chainId: ChainId, enrolmentId: EnrolmentId): Promise<EnrolmentDecided | null> {
    return this.expiring.get(this.database, keys.enrolment(chainId, enrolmentId));
  }

  put(decision: EnrolmentDecided): StateWrite {
    const key = keys.enrolment(decision.chainId, decision.enrolmentId);
    return embeddedWrite((view) => this.expiring.put(view, key, decision, this.clock.nowMs() + this.keptMs));
  }

  async challenge(challenge: PoseChallenge): Promise<void> {
    const key = keys.challenge(challenge.chainId, challenge.challengeId);
    await this.database.update((view) => this.expiring.put(view, key, challenge, challenge.expiresAtMs));
  }

  async takeChallenge(chainId: ChainId, challengeId: string): Promise<PoseChallenge | null> {
    const key = keys.challenge(chainId, challengeId);
    return this.database.update((view) => {
      const held = this.expiring.get(view, key);
      this.expiring.remove(view, key);
      return held;
    });
  }
}
