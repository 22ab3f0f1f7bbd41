import { Injectable } from '@nestjs/common';
import { EnrolmentRequested, identifier, VitrineError, type EnrolmentId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { Enrolments } from '@vitrine/state';
import { requestedAtMs } from './enrolment-id.js';

/** Tells what became of an enrolment. */
@Injectable()
export class EnrolmentStatus {
  constructor(private readonly enrolments: Enrolments, private readonly chain: Chain, private readonly clock: Clock) {}

  /** @throws VitrineError `not_found` for one that was never asked for, or is forgotten */
  async of(text: string) {
    const enrolmentId = identifier<EnrolmentId>(text, 'enrolmentId');
    const decision = await this.enrolments.get(this.chain.id, enrolmentId);
    if (decision === null) return this.undecided(enrolmentId);
    const { accepted, refusal, photos } = decision;
    return { enrolmentId, status: accepted ? 'accepted' : 'refused', ...(accepted ? {} : { refusal }), photos };
  }

  /** A request still in the log may yet be decided; one that the log has forgotten never will. */
  private undecided(enrolmentId: EnrolmentId) {
    const askedAtMs = requestedAtMs(enrolmentId);
    const ageMs = askedAtMs === null ? Number.NaN : this.clock.nowMs() - askedAtMs;
    if (ageMs >= 0 && ageMs <= EnrolmentRequested.topic.retentionMs) return { enrolmentId, status: 'pending' };
    throw new VitrineError('not_found', 'there is no enrolment of this id, or it is forgotten', { field: 'enrolmentId' });
  }
}
