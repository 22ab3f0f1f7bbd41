import type { ChainId, ConsentId, EmbedderId, MemberId } from '@vitrine/contracts';
import { openEnrolment, type EnrolmentPlace, type SealedEnrolment } from '../sealed-template.js';
import type { FaceTemplate, GalleryChange } from '../template-index.js';
import type { BoundedHistory } from './bounded-history.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { keys } from './keys.js';
import { readJson } from './records.js';
import type { NewsOf, WakeUps } from './wake-ups.js';
import type { WriteView } from './write-view.js';

/** A change as it is kept: who, not what; templates are read where they are kept. */
export interface GalleryRecord {
  readonly kind: GalleryChange['kind'];
  readonly memberId: MemberId;
  readonly embedderId: EmbedderId;
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
    const members = Array.from(this.database.keys(keys.templatesOf(chainId, embedderId)), (key) => String(key.at(-1)) as MemberId);
    return members.flatMap((memberId) => this.open({ chainId, embedderId, memberId }));
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
      this.tell(view, chainId, { kind: 'evicted', memberId, embedderId });
    }
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
