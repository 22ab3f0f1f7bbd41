import type { ChainId, ConsentId, EmbedderId, MemberId, ModelVersion } from '@vitrine/contracts';
import { openClassifier, type SealedClassifier } from '../sealed-classifier.js';
import { openEnrolment, type EnrolmentPlace, type SealedEnrolment } from '../sealed-template.js';
import type { FaceTemplate, GalleryChange, GalleryClassifier } from '../template-index.js';
import type { BoundedHistory } from './bounded-history.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { keys } from './keys.js';
import { readJson } from './records.js';
import type { NewsOf, WakeUps } from './wake-ups.js';
import type { WriteView } from './write-view.js';

/** A change as it is kept: who, not what; templates are read where they are kept. */
export interface GalleryRecord {
  readonly kind: GalleryChange['kind'];
  /** Null for a classifier, which is of all. */
  readonly memberId: MemberId | null;
  readonly embedderId: EmbedderId;
}

/** A sealed classifier as a record; base64. */
export interface StoredClassifier {
  readonly version: ModelVersion;
  readonly wrappedKey: string;
  readonly sealed: string;
}

export interface GalleryEntry extends GalleryRecord {
  readonly revision: string;
}

/** Sealed templates, the members' keys apart from them, and the order in which the gallery changed. */
export class SealedGallery {
  constructor(
    private readonly database: EmbeddedDatabase, private readonly history: BoundedHistory<GalleryRecord>,
    private readonly wakeUps: WakeUps, private readonly masterKey: Buffer,
  ) {}

  all(chainId: ChainId, embedderId: EmbedderId): FaceTemplate[] {
    return this.members(chainId, embedderId).flatMap((memberId) => this.open({ chainId, embedderId, memberId }));
  }

  /** Members with templates of the embedder. */
  members(chainId: ChainId, embedderId: EmbedderId): MemberId[] {
    return Array.from(this.database.keys(keys.templatesOf(chainId, embedderId)), (key) => String(key.at(-1)) as MemberId);
  }

  /** The member's templates; empty when there are none or their key was destroyed. */
  open(place: EnrolmentPlace): FaceTemplate[] {
    const { chainId, embedderId, memberId } = place;
    const wrappedKey = this.database.get(keys.memberKey(chainId, embedderId, memberId));
    const templates = readJson(this.database, keys.templates(chainId, embedderId, memberId));
    if (wrappedKey === undefined || templates === null) return [];
    return openEnrolment(place, wrappedKey, templates.map((template) => Buffer.from(template, 'base64')), this.masterKey);
  }

  put(view: WriteView, { chainId, embedderId, memberId, consentId, wrappedKey, templates }: SealedEnrolment): void {
    view.put(keys.memberKey(chainId, embedderId, memberId), wrappedKey);
    view.putJson(keys.templates(chainId, embedderId, memberId), templates.map((template) => template.toString('base64')));
    view.putJson(keys.enrolled(chainId, memberId, embedderId), consentId);
    this.tell(view, chainId, { kind: 'enrolled', memberId, embedderId });
  }

  /** Destroys the keys and the templates of every embedder whose enrolment has such a consent. */
  evict(view: WriteView, chainId: ChainId, memberId: MemberId, isMeant: (consentId: ConsentId) => boolean): void {
    const embedders = Array.from(view.keys(keys.embeddersOf(chainId, memberId)), (key) => String(key.at(-1)) as EmbedderId);
    for (const embedderId of embedders) {
      const enrolled = keys.enrolled(chainId, memberId, embedderId);
      const consentId = readJson(view, enrolled);
      if (consentId === null || !isMeant(consentId)) continue;
      view.remove(keys.memberKey(chainId, embedderId, memberId));
      view.remove(keys.templates(chainId, embedderId, memberId));
      view.remove(enrolled);
      view.remove(keys.classifier(chainId, embedderId));
      view.putJson(keys.departures(chainId), (readJson(view, keys.departures(chainId)) ?? 0) + 1);
      this.tell(view, chainId, { kind: 'evicted', memberId, embedderId });
    }
  }

  departures(chainId: ChainId): number {
    return readJson(this.database, keys.departures(chainId)) ?? 0;
  }

  /** Changes nothing when somebody left since. */
  putClassifier(view: WriteView, { chainId, embedderId }: Pick<GalleryClassifier, 'chainId' | 'embedderId'>, { version, wrappedKey, sealed }: SealedClassifier, departures: number): void {
    if ((readJson(view, keys.departures(chainId)) ?? 0) !== departures) return;
    view.putJson(keys.classifier(chainId, embedderId), { version, wrappedKey: wrappedKey.toString('base64'), sealed: sealed.toString('base64') });
    this.tell(view, chainId, { kind: 'classified', memberId: null, embedderId });
  }

  classifier(chainId: ChainId, embedderId: EmbedderId): GalleryClassifier | null {
    const held = readJson(this.database, keys.classifier(chainId, embedderId));
    if (held === null) return null;
    const sealed = { version: held.version, wrappedKey: Buffer.from(held.wrappedKey, 'base64'), sealed: Buffer.from(held.sealed, 'base64') };
    return openClassifier({ chainId, embedderId }, sealed, this.masterKey);
  }

  revision(chainId: ChainId): string {
    return this.history.newest(this.database, keys.gallery(chainId));
  }

  isComplete(chainId: ChainId, revision: string): boolean {
    return this.history.isComplete(this.database, keys.gallery(chainId), revision);
  }

  entryAfter(chainId: ChainId, revision: string): GalleryEntry | null {
    for (const key of this.database.keys(keys.gallery(chainId), { after: revision })) {
      const newer = String(key.at(-1));
      const entry = readJson(this.database, keys.galleryEntry(chainId, newer));
      if (entry !== null) return { ...entry, revision: newer };
    }
    return null;
  }

  listen(chainId: ChainId, signal: AbortSignal): NewsOf {
    return this.wakeUps.listen(subject(chainId), signal);
  }

  private tell(view: WriteView, chainId: ChainId, change: GalleryRecord): void {
    this.history.append(view, keys.gallery(chainId), (key) => view.putJson(key, change));
    view.whenCommitted(() => this.wakeUps.wake(subject(chainId)));
  }
}

function subject(chainId: ChainId): string {
  return `gallery/${chainId}`;
}
