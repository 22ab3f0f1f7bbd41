import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** One enrolled face vector, bound to its member, consent and embedder. */
export interface FaceTemplate {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  readonly enrolmentId: EnrolmentId;
  /** Place within the enrolment, from 0. */
  readonly index: number;
  readonly embedderId: EmbedderId;
  /** Unit length. */
  readonly vector: Float32Array;
  readonly enrolledAtMs: number;
}

/** A change of the gallery, in order. `revision` grows with every change of the chain. */
export type GalleryChange =
  | { readonly revision: string; readonly kind: 'enrolled'; readonly templates: readonly FaceTemplate[] }
  | { readonly revision: string; readonly kind: 'evicted'; readonly memberId: MemberId };

/**
 * Enrolled face templates: sealed (AES-256-GCM) with a key per member, which is itself wrapped by the deployment's master key.
 * Destroying a member's key makes every copy of their templates unreadable.
 */
export abstract class TemplateIndex {
  /** Every template of the embedder, opened, and the revision they stand for. */
  abstract load(chainId: ChainId, embedderId: EmbedderId): Promise<{ readonly templates: readonly FaceTemplate[]; readonly revision: string }>;
  /** Changes after `revision`, as they come, until aborted. Gives `null` when some were trimmed: load anew; what follows begins after that. */
  abstract changes(chainId: ChainId, embedderId: EmbedderId, revision: string, signal: AbortSignal): AsyncIterable<GalleryChange | null>;
  /**
   * Write that replaces the member's templates of this embedder.
   * Carried out only if neither the consent was revoked nor the member erased before; otherwise it changes nothing.
   * @throws VitrineError `invalid_field` for a vector that is not of unit length, for no template, or for templates of several members, consents or embedders
   */
  abstract enrol(templates: readonly FaceTemplate[]): Promise<StateWrite>;
  /** Write that evicts what was enrolled under the consent, and refuses it for ever. */
  abstract revokeConsent(chainId: ChainId, memberId: MemberId, consentId: ConsentId): StateWrite;
  /** Write that evicts the member, destroys their key, and refuses their id for enrolments asked for before `erasedAtMs`. */
  abstract erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): StateWrite;
}
