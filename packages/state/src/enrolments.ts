import type { ChainId, EnrolmentDecided, EnrolmentId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** Outcomes of enrolments, for whoever asked; kept for a day. */
export abstract class Enrolments {
  abstract get(chainId: ChainId, enrolmentId: EnrolmentId): Promise<EnrolmentDecided | null>;
  abstract put(decision: EnrolmentDecided): StateWrite;
}
