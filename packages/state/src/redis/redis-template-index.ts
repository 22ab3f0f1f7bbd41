import type { ChainId, ConsentId, EmbedderId, MemberId } from '@vitrine/contracts';
import type { StateWrite } from '../state-store.js';
import { TemplateIndex, type FaceTemplate, type GalleryChange, type GalleryClassifier, type LoadedGallery } from '../template-index.js';
import { frameBuffers } from './framed-buffers.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';
import type { SealedGallery } from './sealed-gallery.js';
import { followStream, streamEnd, type StreamEntry } from './stream-follower.js';
import type { StreamTail } from './stream-tail.js';

/**
 * One hash a member with key, consent and sealed templates of each embedder; one stream a chain tells who changed.
 * The stream names members only: templates are in one place, where erasing destroys them with their key.
 */
export class RedisTemplateIndex extends TemplateIndex {
  /** @param keptChanges how many changes a follower may be behind */
  constructor(
    private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly tail: StreamTail,
    private readonly gallery: SealedGallery, private readonly keptChanges: number,
  ) {
    super();
  }

  async load(chainId: ChainId, embedderId: EmbedderId): Promise<LoadedGallery> {
    // The revision first: a change in between is told again, and telling it twice does no harm.
    const revision = await streamEnd(this.redis, this.keys.gallery(chainId));
    const departures = await this.gallery.departures(chainId);
    return { templates: await this.gallery.all(chainId, embedderId), revision, departures };
  }

  async countMembers(chainId: ChainId, embedderId: EmbedderId): Promise<number> {
    return this.gallery.countMembers(chainId, embedderId);
  }

  async ofMembers(chainId: ChainId, embedderId: EmbedderId, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, readonly FaceTemplate[]>> {
    return this.gallery.ofMembers(chainId, embedderId, members);
  }

  async *changes(chainId: ChainId, embedderId: EmbedderId, revision: string, signal: AbortSignal): AsyncGenerator<GalleryChange | null> {
    for await (const { entries, trimmed } of followStream(this.redis, this.tail, this.keys.gallery(chainId), revision, signal)) {
      if (trimmed) yield null;
      for (const entry of trimmed ? [] : entries) {
        const change = await this.change(chainId, embedderId, entry);
        if (change !== null) yield change;
      }
    }
  }

  async enrol(templates: readonly FaceTemplate[]): Promise<StateWrite> {
    const { chainId, memberId, embedderId, consentId, enrolledAtMs, wrappedKey, templates: sealed } = this.gallery.seal(templates);
    const { keys } = this;
    return redisWrite({
      name: 'enrol',
      keys: [keys.templates(chainId, memberId), keys.enrolledMembers(chainId), keys.revokedConsents(chainId), keys.erasedMembers(chainId), keys.gallery(chainId), keys.galleryIndexes(chainId)],
      args: [memberId, consentId, enrolledAtMs, embedderId, wrappedKey, frameBuffers(sealed), this.keptChanges],
    });
  }

  revokeConsent(chainId: ChainId, memberId: MemberId, consentId: ConsentId): StateWrite {
    return redisWrite({ name: 'revoke', keys: this.evictionKeys(chainId, memberId, this.keys.revokedConsents(chainId)), args: [memberId, consentId, this.keptChanges] });
  }

  erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): StateWrite {
    return redisWrite({ name: 'erase', keys: this.evictionKeys(chainId, memberId, this.keys.erasedMembers(chainId)), args: [memberId, erasedAtMs, this.keptChanges] });
  }

  classify(classifier: GalleryClassifier, departures: number): StateWrite {
    const { chainId, embedderId } = classifier;
    const { version, wrappedKey, sealed } = this.gallery.sealClassifier(classifier);
    return redisWrite({ name: 'classify', keys: [this.keys.classifiers(chainId), this.keys.gallery(chainId)], args: [embedderId, departures, version, wrappedKey, sealed, this.keptChanges] });
  }

  async classifier(chainId: ChainId, embedderId: EmbedderId): Promise<GalleryClassifier | null> {
    return this.gallery.classifier(chainId, embedderId);
  }

  private evictionKeys(chainId: ChainId, memberId: MemberId, refusals: string): string[] {
    return [this.keys.templates(chainId, memberId), this.keys.enrolledMembers(chainId), refusals, this.keys.gallery(chainId), this.keys.classifiers(chainId), this.keys.galleryIndexes(chainId)];
  }

  /** Null: of another embedder, or the templates are gone since, which a later change tells. */
  private async change(chainId: ChainId, embedderId: EmbedderId, { id, fields }: StreamEntry): Promise<GalleryChange | null> {
    const memberId = fields['member'] as MemberId;
    if (fields['embedder'] !== embedderId) return null;
    if (fields['kind'] === 'classified') return { revision: id, kind: 'classified' };
    if (fields['kind'] === 'evicted') return { revision: id, kind: 'evicted', memberId };
    const templates = (await this.gallery.ofMembers(chainId, embedderId, [memberId])).get(memberId);
    return templates === undefined ? null : { revision: id, kind: 'enrolled', templates };
  }
}
