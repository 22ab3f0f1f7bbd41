import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId, ModelVersion } from '@vitrine/contracts';
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

/** Every template of an embedder, and what it stands for. */
export interface LoadedGallery {
  readonly templates: readonly FaceTemplate[];
  /** Changes after it are not in `templates`. */
  readonly revision: string;
  /** How often somebody left the chain's gallery; what is made of these templates may be kept only while it stays the same. */
  readonly departures: number;
}

/** What says who it is in a gallery, derived from its templates; the bytes mean nothing to the state. */
export interface GalleryClassifier {
  readonly chainId: ChainId;
  readonly embedderId: EmbedderId;
  readonly version: ModelVersion;
  readonly bytes: Uint8Array;
}

/** A change of the gallery, in order. `revision` grows with every change of the chain. */
export type GalleryChange =
  | { readonly revision: string; readonly kind: 'enrolled'; readonly templates: readonly FaceTemplate[] }
  | { readonly revision: string; readonly kind: 'evicted'; readonly memberId: MemberId }
  | { readonly revision: string; readonly kind: 'classified' };

/**
 * Enrolled face templates: sealed (AES-256-GCM) with a key per member, which is itself wrapped by the deployment's master key.
 * Destroying a member's key makes every copy of their templates unreadable.
 */
export abstract class TemplateIndex {
  /** Every template of the embedder, opened, and the revision they stand for. */
  abstract load(chainId: ChainId, embedderId: EmbedderId): Promise<LoadedGallery>;
  /** Templates, opened, of those of the members who have some. */
  abstract ofMembers(chainId: ChainId, embedderId: EmbedderId, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, readonly FaceTemplate[]>>;
  /** Number of members with templates of the embedder; goes through all members. */
  abstract countMembers(chainId: ChainId, embedderId: EmbedderId): Promise<number>;
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
  /**
   * Write that replaces the embedder's classifier, sealed with a key of its own. It is derived from faces, so whatever evicts a template destroys it too.
   * Carried out only if nobody left since the gallery it was trained on was loaded; otherwise it changes nothing.
   */
  abstract classify(classifier: GalleryClassifier, departures: number): StateWrite;
  /** The embedder's classifier, opened; null when there is none, or somebody left since. */
  abstract classifier(chainId: ChainId, embedderId: EmbedderId): Promise<GalleryClassifier | null>;
}
