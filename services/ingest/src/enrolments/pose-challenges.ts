import { Injectable } from '@nestjs/common';
import { VitrineError, type MemberId, type PosePrompt } from '@vitrine/contracts';
import { Chain, checkedInput, Clock, idField } from '@vitrine/runtime';
import { Enrolments } from '@vitrine/state';
import { z } from 'zod';
import { IngestConfig } from '../config.js';
import { Ids } from '../ids.js';
import { poseOrder } from './pose-order.js';

const asked = z.object({ memberId: idField<MemberId>() });
const answer = z.object({ challenge: z.string().nullish() });

/** Asks for poses in an order that was not known before, and takes each answer once. */
@Injectable()
export class PoseChallenges {
  constructor(
    private readonly enrolments: Enrolments,
    private readonly ids: Ids,
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly config: IngestConfig,
  ) {}

  async give(member: string) {
    const { memberId } = checkedInput(asked, { memberId: member });
    const challengeId = this.ids.next();
    const [prompts, expiresAtMs] = [poseOrder(challengeId), this.clock.nowMs() + this.config.challengeLifeMs];
    await this.enrolments.challenge({ challengeId, chainId: this.chain.id, memberId, prompts, expiresAtMs });
    return { challengeId, prompts: prompts.map((prompt) => prompt.toLowerCase()), expiresAt: new Date(expiresAtMs).toISOString() };
  }

  /** What each photograph has to show; nothing for photographs of the member's choice. @throws VitrineError `challenge_invalid`, `invalid_field` */
  async answered(given: unknown, memberId: MemberId, photos: number): Promise<readonly PosePrompt[]> {
    const { challenge: challengeId } = checkedInput(answer, { challenge: given });
    if (challengeId == null) {
      if (this.config.challengeRequired) throw refused('pictures are taken at a camera here, under a challenge');
      return [];
    }
    const challenge = await this.enrolments.takeChallenge(this.chain.id, challengeId);
    if (challenge === null || challenge.memberId !== memberId) throw refused('there is no such challenge for this member, or it was answered before, or is over');
    if (challenge.prompts.length !== photos) throw new VitrineError('invalid_field', `the challenge asks for ${challenge.prompts.length} photographs`, { field: 'photos' });
    return challenge.prompts;
  }
}

function refused(detail: string): VitrineError {
  return new VitrineError('challenge_invalid', detail, { field: 'challenge' });
}
