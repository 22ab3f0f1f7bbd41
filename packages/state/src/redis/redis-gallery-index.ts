import { createHash, randomBytes } from 'node:crypto';
import { VitrineError, type MemberId } from '@vitrine/contracts';
import { float32ToBytes } from '../float32-bytes.js';
import { GalleryIndex, type GalleryPlace, type IndexStanding, type WaitingMember } from '../gallery-index.js';
import { KEY_BYTES, openBytes, sealBytes } from '../sealed-bytes.js';
import { SecretRotation } from '../secret-rotation.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import type { SealedGallery } from './sealed-gallery.js';

/** More than so many are not opened for each face. */
const MOST_WAITING = 512;
/** Candidates that a search of a shard goes through. */
const SEARCH_EFFORT = 200;

interface Generation {
  readonly name: string;
  readonly shards: number;
  readonly secret: Buffer;
}

/**
 * Vector sets, one a shard, of a generation: quantised to 8 bits, and turned by the generation's own secret, which is wrapped by the master key.
 * The function library has members wait, in the step that enrols them, and takes them out in the one that evicts them.
 */
export class RedisGalleryIndex extends GalleryIndex {
  private turned: { readonly generation: string; readonly rotation: SecretRotation } | null = null;

  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly gallery: SealedGallery, private readonly masterKey: Buffer) {
    super();
  }

  async standing(place: GalleryPlace): Promise<IndexStanding> {
    const [current, building] = await this.generations(place);
    const members = await this.redis.run((redis) => redis.scard(this.keys.enrolledMembers(place.chainId)));
    return {
      members, shards: current?.shards ?? null,
      waiting: current === null ? 0 : await this.waitingCount(place, current),
      building: building === null ? null : await this.waitingCount(place, building),
    };
  }

  async rebuild(place: GalleryPlace, shards: number): Promise<void> {
    const { chainId, embedderId } = place;
    const name = randomBytes(8).toString('hex');
    const indexes = this.keys.galleryIndexes(chainId);
    const secret = sealBytes(this.masterKey, randomBytes(KEY_BYTES), binding(place, name));
    await this.redis.call(LIBRARY_FUNCTIONS.beginIndex, [indexes], [embedderId, name, shards, secret]);
    for await (const members of this.gallery.inSteps(chainId)) {
      await this.redis.call(LIBRARY_FUNCTIONS.fillIndex, [indexes, this.keys.enrolledMembers(chainId)], [name, ...members]);
    }
    await this.redis.call(LIBRARY_FUNCTIONS.filledIndex, [indexes], [embedderId, name]);
  }

  async waiting(place: GalleryPlace, count: number): Promise<readonly WaitingMember[]> {
    const found: WaitingMember[] = [];
    for (const generation of await this.generations(place)) {
      let cursor = '0';
      do {
        if (generation === null) break;
        const [next, fields] = await this.redis.run((redis) => redis.hscan(this.keys.waitingMembers(place.chainId, generation.name), cursor, 'COUNT', count));
        for (let i = 0; i < fields.length; i += 2) found.push({ memberId: fields[i] as MemberId, index: generation.name, ticket: fields[i + 1] ?? '' });
        cursor = next;
      } while (cursor !== '0' && found.length < count);
    }
    return found.slice(0, count);
  }

  async put(place: GalleryPlace, { memberId, index, ticket }: WaitingMember, vector: Float32Array | null): Promise<void> {
    const generation = (await this.generations(place)).find((one) => one?.name === index);
    if (generation == null) return;
    const bytes = vector === null ? '' : float32ToBytes(this.rotation(generation, vector.length).turn(vector));
    const { chainId, embedderId } = place;
    const shard = this.keys.galleryShard(chainId, index, shardOf(memberId, generation.shards));
    await this.redis.call(LIBRARY_FUNCTIONS.putIntoIndex, [this.keys.galleryIndexes(chainId), this.keys.waitingMembers(chainId, index), shard], [embedderId, index, memberId, ticket, bytes]);
  }

  async nearest(place: GalleryPlace, probes: readonly Float32Array[], count: number): Promise<readonly (readonly MemberId[])[]> {
    const [current] = await this.generations(place);
    if (current == null) throw new VitrineError('not_ready', 'the index of the gallery is being built');
    const waiting = await this.redis.run((redis) => redis.hkeys(this.keys.waitingMembers(place.chainId, current.name)));
    if (waiting.length > MOST_WAITING) throw new VitrineError('not_ready', `${waiting.length} members wait to be put into the index of the gallery`);
    const shards = this.shardsOf(place, current);
    const replies = await this.redis.pipeline((commands) => {
      for (const probe of probes) {
        const turned = float32ToBytes(this.rotation(current, probe.length).turn(probe));
        for (const shard of shards) commands.call('VSIM', shard, 'FP32', turned, 'COUNT', count, 'EF', Math.max(SEARCH_EFFORT, count));
      }
    }) as readonly (readonly MemberId[])[];
    return probes.map((_, i) => [...new Set([...replies.slice(i * shards.length, (i + 1) * shards.length).flat(), ...(waiting as MemberId[])])]);
  }

  async recall(place: GalleryPlace, draws: number, count: number): Promise<number | null> {
    const [current] = await this.generations(place);
    if (current == null) return null;
    let [found, wanted] = [0, 0];
    for (const shard of this.shardsOf(place, current)) {
      const drawn = await this.redis.run((redis) => redis.call('VRANDMEMBER', shard, draws)) as readonly string[] | null;
      for (const member of drawn ?? []) {
        const [near, exact] = await this.redis.pipeline((commands) => {
          commands.call('VSIM', shard, 'ELE', member, 'COUNT', count, 'EF', Math.max(SEARCH_EFFORT, count)).call('VSIM', shard, 'ELE', member, 'COUNT', count, 'TRUTH');
        }) as readonly (readonly string[])[];
        wanted += exact?.length ?? 0;
        found += exact?.filter((one) => near?.includes(one)).length ?? 0;
      }
    }
    return wanted === 0 ? null : found / wanted;
  }

  /** The one that answers, and the one being built. */
  private async generations(place: GalleryPlace): Promise<readonly [Generation | null, Generation | null]> {
    const indexes = this.keys.galleryIndexes(place.chainId);
    const [current, building] = await this.redis.run((redis) => redis.hmget(indexes, `current:${place.embedderId}`, `building:${place.embedderId}`));
    return [await this.generation(place, current ?? null), await this.generation(place, building ?? null)];
  }

  private async generation(place: GalleryPlace, name: string | null): Promise<Generation | null> {
    if (name === null) return null;
    const [shards, secret] = await this.redis.run((redis) => redis.hmgetBuffer(this.keys.galleryIndexes(place.chainId), `shards:${name}`, `secret:${name}`)) as readonly (Buffer | null)[];
    return shards == null || secret == null ? null : { name, shards: Number(shards), secret: openBytes(this.masterKey, secret, binding(place, name)) };
  }

  private async waitingCount({ chainId }: GalleryPlace, { name }: Generation): Promise<number> {
    return this.redis.run((redis) => redis.hlen(this.keys.waitingMembers(chainId, name)));
  }

  private shardsOf({ chainId }: GalleryPlace, { name, shards }: Generation): string[] {
    return Array.from({ length: shards }, (_, shard) => this.keys.galleryShard(chainId, name, shard));
  }

  private rotation({ name, secret }: Generation, dim: number): SecretRotation {
    const generation = `${name}/${dim}`;
    if (this.turned?.generation !== generation) this.turned = { generation, rotation: SecretRotation.from(secret, dim) };
    return this.turned.rotation;
  }
}

/** As the function library finds it: by the first 28 bits of the member's SHA-1. */
function shardOf(memberId: MemberId, shards: number): number {
  return Number.parseInt(createHash('sha1').update(memberId).digest('hex').slice(0, 7), 16) % shards;
}

function binding({ chainId, embedderId }: GalleryPlace, generation: string): Buffer {
  return Buffer.from(JSON.stringify(['gallery index', chainId, embedderId, generation]));
}
