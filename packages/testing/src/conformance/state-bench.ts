import { randomBytes } from 'node:crypto';
import type {
  BoothId, CatalogueRegion, ChainId, ConsentId, ConsumedPartition, EmbedderId, EnrolmentId, EventId, MemberId, ModelName, ModelVersion, OfferDecided, PromotionId, SessionId, Sku, StoreId,
} from '@vitrine/contracts';
import type { BoothAddress, FaceTemplate, State, StateWrite, VectorSpace } from '@vitrine/state';
import { anOfferDecision } from '../factories.js';

/** Identifiers of the suite, as branded types. */
export const STORE = 'store-1' as StoreId;
export const BOOTH = 'booth-1' as BoothId;
export const MEMBER = 'member-1' as MemberId;
export const CONSENT = 'consent-1' as ConsentId;
export const EMBEDDER = 'embedder@1' as EmbedderId;
export const SESSION = 'session-1' as SessionId;
export const MODEL = 'word2vec' as ModelName;
export const sku = (name: string | number): Sku => `sku-${name}` as Sku;
export const member = (name: string | number): MemberId => `member-${name}` as MemberId;
export const version = (name: string): ModelVersion => name as ModelVersion;
export const promotionId = (name: string): PromotionId => name as PromotionId;

/** A chain and a consumer group of their own, so that tests share a store without meeting. */
export class StateBench {
  readonly chainId = `chain-${randomBytes(6).toString('hex')}` as ChainId;
  readonly group = `group-${randomBytes(6).toString('hex')}`;
  readonly booth: BoothAddress = { chainId: this.chainId, storeId: STORE, boothId: BOOTH };
  readonly space: VectorSpace = { chainId: this.chainId, region: 'region-1' as CatalogueRegion };

  constructor(private readonly state: State) {}

  partition(partition = 0): ConsumedPartition {
    return { group: this.group, topic: 'purchase.recorded.v1', partition };
  }

  receipt(number: number): EventId {
    return `${this.chainId}:store-1:2026-03-02:till-1:${number}` as EventId;
  }

  enrolmentId(name: string): EnrolmentId {
    return `${this.chainId}-${name}` as EnrolmentId;
  }

  async write(...writes: readonly StateWrite[]): Promise<void> {
    await this.state.store.write(writes);
  }

  /** A slate decided at this moment, valid for half a minute. */
  slate(decidedAtMs: number, overrides: Partial<OfferDecided> = {}): OfferDecided {
    return anOfferDecision({ ...this.booth, decidedAtMs, validUntilMs: decidedAtMs + 30_000, ...overrides });
  }

  /** Puts a slate up and tells the version it got. */
  async show(slate: OfferDecided): Promise<string> {
    await this.write(this.state.offerBoard.show(slate));
    const entry = await this.state.offerBoard.current(slate, slate.decidedAtMs);
    if (entry === null) throw new Error('the slate just put up is not there');
    return entry.version;
  }

  template(overrides: Partial<FaceTemplate> = {}): FaceTemplate {
    return {
      chainId: this.chainId, memberId: MEMBER, consentId: CONSENT, enrolmentId: 'enrolment-1' as EnrolmentId, index: 0, embedderId: EMBEDDER,
      vector: unit([1, 2, 3, 4]), enrolledAtMs: 1_000, ...overrides,
    };
  }

  async enrol(...templates: readonly FaceTemplate[]): Promise<void> {
    await this.write(await this.state.templateIndex.enrol(templates));
  }
}

/** The elements as a vector of unit length. */
export function unit(elements: readonly number[]): Float32Array {
  const length = Math.hypot(...elements);
  return Float32Array.from(elements, (element) => element / length);
}

/** The first `count` values; then the iteration is ended. */
export async function firstOf<T>(values: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}
