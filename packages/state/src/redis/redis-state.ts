import type { Clock } from '../clock.js';
import { DEFAULT_RETENTION, type StateRetention } from '../retention.js';
import { requireMasterKey } from '../sealed-template.js';
import type { State } from '../state.js';
import { EntityConnection } from './entity-connection.js';
import { RedisKeys } from './keys.js';
import { RedisBasketCompanions } from './redis-basket-companions.js';
import { RedisBoothSessions } from './redis-booth-sessions.js';
import { RedisBoothTracks } from './redis-booth-tracks.js';
import { RedisConnection } from './redis-connection.js';
import { RedisEnrolments } from './redis-enrolments.js';
import { RedisGalleryIndex } from './redis-gallery-index.js';
import { RedisImpressionCounts } from './redis-impression-counts.js';
import { RedisLearnerSnapshots } from './redis-learner-snapshots.js';
import { RedisMembers } from './redis-members.js';
import { RedisMemberTaste } from './redis-member-taste.js';
import { RedisModelRegistry } from './redis-model-registry.js';
import { RedisOfferBoard } from './redis-offer-board.js';
import { RedisProducts } from './redis-products.js';
import { RedisProductVectors } from './redis-product-vectors.js';
import { RedisPromotions } from './redis-promotions.js';
import { RedisReceiptLedger } from './redis-receipt-ledger.js';
import { assertRedisUrl, assertSameMasterKey, assertUsable } from './redis-requirements.js';
import { RedisSalesStatistics } from './redis-sales-statistics.js';
import { RedisStateStore } from './redis-state-store.js';
import { RedisStatesBeside } from './redis-states-beside.js';
import { RedisStock } from './redis-stock.js';
import { RedisStores } from './redis-stores.js';
import { RedisTemplateIndex } from './redis-template-index.js';
import { SealedGallery } from './sealed-gallery.js';
import { StreamTail } from './stream-tail.js';

/** How the state is opened on Redis. */
export interface RedisStateOptions {
  /** `redis://` or, with TLS, `rediss://`; with user, password and database number where needed. */
  readonly url: string;
  /** Wraps the members' template keys; 32 bytes. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  /** First part of every key; deployments with different ones share a Redis without meeting. Default `vitrine`. */
  readonly keyPrefix?: string;
  /** Longest wait for one reply, in milliseconds; default 3000. */
  readonly commandTimeoutMs?: number;
  /** Where it differs from the default. */
  readonly retention?: Partial<StateRetention>;
}

/**
 * Opens the state on Redis 8 or newer. Three connections a process: one for commands, one that waits for news, one for redis-om.
 * They reconnect by themselves; meanwhile calls reject with `state_unavailable`.
 * @throws VitrineError `invalid_configuration` when this Redis cannot carry the state
 * @throws VitrineError `state_unavailable` when there is no Redis at the address
 */
export async function openRedisState(options: RedisStateOptions): Promise<State> {
  const { url, commandTimeoutMs = 3_000, keyPrefix = 'vitrine' } = options;
  assertRedisUrl(url);
  requireMasterKey(options.masterKey);
  const keys = new RedisKeys(keyPrefix);
  const opened: { close(): Promise<void> }[] = [];
  const opening = async <C extends { close(): Promise<void> }>(connection: Promise<C>): Promise<C> => {
    opened.push(await connection);
    return connection;
  };
  const closeAll = async (): Promise<void> => { for (const connection of opened.splice(0).toReversed()) await connection.close(); };
  try {
    const redis = await opening(RedisConnection.open({ url, commandTimeoutMs }));
    await assertUsable(redis);
    await assertSameMasterKey(redis, keys, options.masterKey);
    await redis.loadLibrary();
    const tail = await opening(StreamTail.open(redis, keys));
    const entities = await opening(EntityConnection.open(url, commandTimeoutMs));
    return portsOn({ redis, tail, entities, keys }, options, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface Connections {
  readonly redis: RedisConnection;
  readonly tail: StreamTail;
  readonly entities: EntityConnection;
  readonly keys: RedisKeys;
}

function portsOn({ redis, tail, entities, keys }: Connections, options: RedisStateOptions, closeAll: () => Promise<void>): State {
  const { clock, masterKey } = options;
  const retention: StateRetention = { ...DEFAULT_RETENTION, ...options.retention };
  const gallery = new SealedGallery(redis, keys, masterKey);
  return {
    store: new RedisStateStore(redis, keys, closeAll),
    offerBoard: new RedisOfferBoard(redis, keys, tail, clock, retention.boardHistory),
    memberTaste: new RedisMemberTaste(redis, keys),
    receiptLedger: new RedisReceiptLedger(redis, keys, clock, retention.receiptMs),
    salesStatistics: new RedisSalesStatistics(redis, keys, clock, retention.weeklySalesMs),
    basketCompanions: new RedisBasketCompanions(redis, keys),
    stores: new RedisStores(entities, keys),
    products: new RedisProducts(entities, keys),
    members: new RedisMembers(entities, keys),
    promotions: new RedisPromotions(redis, keys, clock),
    stock: new RedisStock(redis, keys),
    templateIndex: new RedisTemplateIndex(redis, keys, tail, gallery, retention.galleryHistory),
    galleryIndex: new RedisGalleryIndex(redis, keys, gallery, masterKey),
    enrolments: new RedisEnrolments(redis, keys, clock, retention.enrolmentMs),
    productVectors: new RedisProductVectors(redis, keys),
    modelRegistry: new RedisModelRegistry(redis, keys),
    learnerSnapshots: new RedisLearnerSnapshots(redis, keys),
    boothSessions: new RedisBoothSessions(redis, keys, clock, retention.boothSessionMs),
    boothTracks: new RedisBoothTracks(redis, keys, clock, retention.boothTrackMs),
    statesBeside: new RedisStatesBeside(redis, keys, clock, retention.weeklySalesMs),
    impressionCounts: new RedisImpressionCounts(redis, keys, clock, retention.impressionMs),
  };
}
