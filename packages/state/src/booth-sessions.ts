import type { MemberId, SessionId } from '@vitrine/contracts';
import type { BoothAddress } from './offer-board.js';
import type { StateWrite } from './state-store.js';

/** Who stands at a booth, as far as known. Gone by itself `ttlSeconds` after the last sign. */
export interface BoothSession {
  readonly sessionId: SessionId;
  /** Null: anonymous. */
  readonly memberId: MemberId | null;
  readonly lastSeenAtMs: number;
  /** Taste version the current slate was decided with. */
  readonly tasteVersion: number;
  /** True once the shopper said "that is not me"; the session stays anonymous then. */
  readonly disowned: boolean;
}

export abstract class BoothSessions {
  abstract get(booth: BoothAddress): Promise<BoothSession | null>;
  abstract put(booth: BoothAddress, session: BoothSession): StateWrite;
  /** Write that ends the session. */
  abstract end(booth: BoothAddress): StateWrite;
}
