import type { ChainId, EnrolmentDecided, EnrolmentId, MemberId, PosePrompt } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** Poses that a member is to take, in an order that nobody could know before it was given. */
export interface PoseChallenge {
  /** Opaque; nobody can guess it. */
  readonly challengeId: string;
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  readonly prompts: readonly PosePrompt[];
  /** First moment at which it is not taken any more, UTC milliseconds. */
  readonly expiresAtMs: number;
}

/** Challenges of enrolments under way, each taken once; outcomes of enrolments, for whoever asked, kept for a day. */
export abstract class Enrolments {
  abstract get(chainId: ChainId, enrolmentId: EnrolmentId): Promise<EnrolmentDecided | null>;
  abstract put(decision: EnrolmentDecided): StateWrite;
  /** Keeps a challenge until it is taken or its time is over. */
  abstract challenge(challenge: PoseChallenge): Promise<void>;
  /** The challenge, to one caller only, however many ask at the same time; null for one that was never given, was taken before, or is over. */
  abstract takeChallenge(chainId: ChainId, challengeId: string): Promise<PoseChallenge | null>;
}
