import type { ChainId, ConsentId, EmbedderId, MemberId } from '@vitrine/contracts';
import { sealClassifier } from '../sealed-classifier.js';
import { sealEnrolment } from '../sealed-template.js';
import type { StateWrite } from '../state-store.js';
import { TemplateIndex, type FaceTemplate, type GalleryChange, type GalleryClassifier, type LoadedGallery } from '../template-index.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson } from './records.js';
import type { GalleryEntry, SealedGallery } from './sealed-gallery.js';
import type { NewsOf } from './wake-ups.js';

/** Refusals and the order of changes; the templates themselves are in the sealed gallery. */
export class EmbeddedTemplateIndex extends TemplateIndex {
  constructor(private readonly gallery: SealedGallery, private readonly masterKey: Buffer) {
    super();
  }

  async load(chainId: ChainId, embedderId: EmbedderId): Promise<LoadedGallery> {
    return { revision: this.gallery.revision(chainId), departures: this.gallery.departures(chainId), templates: this.gallery.all(chainId, embedderId) };
  }

  async countMembers(chainId: ChainId, embedderId: EmbedderId): Promise<number> {
    return this.gallery.members(chainId, embedderId).length;
  }

  async ofMembers(chainId: ChainId, embedderId: EmbedderId, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, readonly FaceTemplate[]>> {
    const held = members.map((memberId) => [memberId, this.gallery.open({ chainId, embedderId, memberId })] as const);
    return new Map(held.filter(([, templates]) => templates.length > 0));
  }

  changes(chainId: ChainId, embedderId: EmbedderId, revision: string, signal: AbortSignal): AsyncIterable<GalleryChange | null> {
    return this.changesAfter(chainId, embedderId, revision, this.gallery.listen(chainId, signal));
  }

  async enrol(templates: readonly FaceTemplate[]): Promise<StateWrite> {
    const enrolment = sealEnrolment(templates, this.masterKey);
    const { chainId, memberId, consentId, enrolledAtMs } = enrolment;
    return embeddedWrite((view) => {
      const erasedAtMs = readJson(view, keys.erased(chainId, memberId));
      if (view.get(keys.revoked(chainId, memberId, consentId)) !== undefined) return;
      if (erasedAtMs !== null && enrolledAtMs < erasedAtMs) return;
      this.gallery.put(view, enrolment);
    });
  }

  revokeConsent(chainId: ChainId, memberId: MemberId, consentId: ConsentId): StateWrite {
    return embeddedWrite((view) => {
      view.putJson(keys.revoked(chainId, memberId, consentId), true);
      this.gallery.evict(view, chainId, memberId, (held) => held === consentId);
    });
  }

  erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): StateWrite {
    return embeddedWrite((view) => {
      const earlier = readJson(view, keys.erased(chainId, memberId)) ?? erasedAtMs;
      view.putJson(keys.erased(chainId, memberId), Math.max(earlier, erasedAtMs));
      this.gallery.evict(view, chainId, memberId, () => true);
    });
  }

  classify(classifier: GalleryClassifier, departures: number): StateWrite {
    const sealed = sealClassifier(classifier, this.masterKey);
    return embeddedWrite((view) => this.gallery.putClassifier(view, classifier, sealed, departures));
  }

  async classifier(chainId: ChainId, embedderId: EmbedderId): Promise<GalleryClassifier | null> {
    return this.gallery.classifier(chainId, embedderId);
  }

  private async *changesAfter(chainId: ChainId, embedderId: EmbedderId, revision: string, news: NewsOf): AsyncGenerator<GalleryChange | null> {
    let behind = revision;
    try {
      while (!news.ended) {
        if (!this.gallery.isComplete(chainId, behind)) {
          behind = this.gallery.revision(chainId);
          yield null;
          continue;
        }
        const entry = this.gallery.entryAfter(chainId, behind);
        if (entry === null) {
          if (!(await news.next())) return;
          continue;
        }
        behind = entry.revision;
        const change = this.change(chainId, embedderId, entry);
        if (change !== null) yield change;
      }
    } finally {
      news.end();
    }
  }

  /** Null: of another embedder, or its templates are gone since, which a later change tells. */
  private change(chainId: ChainId, embedderId: EmbedderId, entry: GalleryEntry): GalleryChange | null {
    const { revision, kind, memberId } = entry;
    if (entry.embedderId !== embedderId) return null;
    if (kind === 'classified' || memberId === null) return { revision, kind: 'classified' };
    if (kind === 'evicted') return { revision, kind, memberId };
    const templates = this.gallery.open({ chainId, embedderId, memberId });
    return templates.length === 0 ? null : { revision, kind, templates };
  }
}
