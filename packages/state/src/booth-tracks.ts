import type { SessionId } from '@vitrine/contracts';
import type { BoothAddress } from './offer-board.js';
import type { StateWrite } from './state-store.js';

/** What the frames of a booth session told so far: whoever follows them knows what is in it. Gone by itself some minutes after the last frame. */
export interface BoothTrack {
  readonly sessionId: SessionId;
  readonly lastSeenAtMs: number;
  /** Plain data; holds no face and no vector. */
  readonly track: unknown;
}

/** The newest session's track of each booth, so that a worker that takes a partition over goes on where the last one was. */
export abstract class BoothTracks {
  abstract get(booth: BoothAddress): Promise<BoothTrack | null>;
  abstract put(booth: BoothAddress, track: BoothTrack): StateWrite;
}
