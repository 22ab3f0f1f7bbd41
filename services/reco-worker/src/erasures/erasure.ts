import { Injectable } from '@nestjs/common';
import type { MemberErased } from '@vitrine/contracts';
import { ImpressionCounts, Members, MemberTaste, type StateWrite } from '@vitrine/state';
import { BoothsShowing } from './booths-showing.js';
import { BuriedConsents } from './buried-consents.js';

/** Forgets a member in everything that offers are decided from. */
@Injectable()
export class Erasure {
  constructor(
    private readonly consents: BuriedConsents, private readonly members: Members, private readonly taste: MemberTaste, private readonly impressions: ImpressionCounts, private readonly booths: BoothsShowing,
  ) {}

  /** Writes that forget; the member's view is forgotten at once, and their consents in the log. */
  async of({ chainId, memberId, requestedAtMs }: MemberErased): Promise<StateWrite[]> {
    await this.consents.bury(chainId, memberId, requestedAtMs);
    await this.members.erase(chainId, memberId, requestedAtMs);
    return [this.taste.forget(chainId, memberId), this.impressions.forget(chainId, memberId), ...(await this.booths.clear(chainId, memberId))];
  }
}
