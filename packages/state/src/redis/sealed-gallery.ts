import type { ChainId, EmbedderId, MemberId, ModelVersion } from '@vitrine/contracts';
import { openClassifier, sealClassifier, type SealedClassifier } from '../sealed-classifier.js';
import { openEnrolment, sealEnrolment, type SealedEnrolment } from '../sealed-template.js';
import type { FaceTemplate, GalleryClassifier } from '../template-index.js';
import { unframeBuffers } from './framed-buffers.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';

const MEMBERS_AT_ONCE = 500;

/** Reads sealed templates from Redis and opens them. */
export class SealedGallery {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly masterKey: Buffer) {}

  /** Templates of every member enrolled with the embedder. Goes through the gallery in small steps, so that nobody else waits for it. */
  async all(chainId: ChainId, embedderId: EmbedderId): Promise<FaceTemplate[]> {
    // A scan may name a member twice while the set grows.
    const templates = new Map<MemberId, readonly FaceTemplate[]>();
    for await (const members of this.inSteps(chainId)) {
      for (const [member, held] of await this.ofMembers(chainId, embedderId, members)) templates.set(member, held);
    }
    return [...templates.values()].flat();
  }

  /** Number of members with templates of the embedder. */
  async countMembers(chainId: ChainId, embedderId: EmbedderId): Promise<number> {
    const found = new Set<MemberId>();
    for await (const members of this.inSteps(chainId)) {
      const held = await this.redis.pipeline((commands) => { for (const member of members) commands.hexists(this.keys.templates(chainId, member), `templates:${embedderId}`); });
      for (const [i, member] of members.entries()) if (held[i] === 1) found.add(member);
    }
    return found.size;
  }

  /** Templates of those of the members that have some. */
  async ofMembers(chainId: ChainId, embedderId: EmbedderId, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, readonly FaceTemplate[]>> {
    if (members.length === 0) return new Map();
    const replies = await this.redis.pipeline((commands) => {
      for (const member of members) commands.hmgetBuffer(this.keys.templates(chainId, member), `key:${embedderId}`, `templates:${embedderId}`);
    }) as readonly (readonly [Buffer | null, Buffer | null])[];
    return new Map(replies.flatMap(([wrappedKey, sealed], index) => {
      const memberId = members[index];
      if (memberId === undefined || wrappedKey === null || sealed === null) return [];
      return [[memberId, openEnrolment({ chainId, memberId, embedderId }, wrappedKey, unframeBuffers(sealed), this.masterKey)] as const];
    }));
  }

  /** Everybody enrolled, some at a time; a member may come twice. */
  async *inSteps(chainId: ChainId): AsyncGenerator<readonly MemberId[]> {
    let cursor = '0';
    do {
      const [next, members] = await this.redis.run((redis) => redis.sscan(this.keys.enrolledMembers(chainId), cursor, 'COUNT', MEMBERS_AT_ONCE));
      if (members.length > 0) yield members as MemberId[];
      cursor = next;
    } while (cursor !== '0');
  }

  async departures(chainId: ChainId): Promise<number> {
    return Number(await this.redis.run((redis) => redis.hget(this.keys.classifiers(chainId), 'departures')));
  }

  async classifier(chainId: ChainId, embedderId: EmbedderId): Promise<GalleryClassifier | null> {
    const fields = [`version:${embedderId}`, `key:${embedderId}`, `sealed:${embedderId}`];
    const [version, wrappedKey, sealed] = await this.redis.run((redis) => redis.hmgetBuffer(this.keys.classifiers(chainId), ...fields)) as readonly (Buffer | null)[];
    if (version == null || wrappedKey == null || sealed == null) return null;
    return openClassifier({ chainId, embedderId }, { version: version.toString() as ModelVersion, wrappedKey, sealed }, this.masterKey);
  }

  sealClassifier(classifier: GalleryClassifier): SealedClassifier {
    return sealClassifier(classifier, this.masterKey);
  }

  seal(templates: readonly FaceTemplate[]): SealedEnrolment {
    return sealEnrolment(templates, this.masterKey);
  }
}
