import { resolve } from 'node:path';
import type { BoothId, CatalogueRegion, ChainId, EventId, MemberId, OfferDecided, PromotionId, SessionId, Sku, StoreId } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { anOffer, anOfferDecision } from '@vitrine/testing';
import { KeepAliveClient } from '../keep-alive-client.js';
import { ServiceProcess } from '../service-process.js';
import { BENCH_CHAIN, type Servers } from '../test-bed.js';
import type { DisplayService } from './measure-displays.js';

const CHAIN = BENCH_CHAIN as ChainId;
const BOOTHS_PER_STORE = 50;
const OFFERS = 6;
const VALID_MS = 3_600_000;

/** The booth service on Kafka and Redis, each booth with a slate. */
export async function boothService(servers: Servers, count: number): Promise<DisplayService> {
  const { state } = servers.infrastructure;
  for (let first = 0; first < count; first += BOOTHS_PER_STORE) {
    await state.stores.put({
      chainId: CHAIN, storeId: storeOf(first), changedAtMs: 0, title: 'Bench', timeZone: 'UTC', currency: 'EUR', region: 'bench' as CatalogueRegion, triggers: [], active: true,
      booths: Array.from({ length: BOOTHS_PER_STORE }, (_, booth) => ({ boothId: boothIdOf(first + booth), title: '' })),
    }, 0);
  }
  for (let product = 0; product < OFFERS; product++) {
    await state.products.put({ chainId: CHAIN, sku: skuOf(product), changedAtMs: 0, title: `Product ${product}`, categoryPath: ['Grocery', 'Dairy'], brand: null, sensitive: false, active: true, marginPercent: null }, 0);
  }
  const show = async (booth: number, number: number): Promise<void> => {
    await state.store.write([state.offerBoard.show(slate(storeOf(booth), boothIdOf(booth), number))]);
  };
  for (let booth = 0; booth < count; booth++) await show(booth, 0);
  return { process: await servers.start('booth'), show, paths: (booth) => ({ offers: `${pathOf(booth)}/offers`, events: `${pathOf(booth)}/events` }) };
}

/** The peer, with slates of the same content. */
export async function peerService(environment: Environment, count: number): Promise<DisplayService> {
  const process = await ServiceProcess.spawn('peer', [resolve(import.meta.dirname, 'peer-program.js')], environment);
  const client = new KeepAliveClient(process.url, 1);
  const show = async (booth: number, number: number): Promise<void> => {
    const { eventId, offers, decidedAtMs, validUntilMs } = slate('store-0' as StoreId, `booth-${booth}` as BoothId, number);
    const shown = offers.map((offer) => ({ ...offer, title: 'Product', category: 'Dairy', brand: null, reasonText: 'You like Dairy' }));
    await client.send('PUT', `/booth-${booth}`, JSON.stringify({ slateId: eventId, audience: 'MEMBER', decidedAt: decidedAtMs, validUntil: validUntilMs, offers: shown }), {});
  };
  for (let booth = 0; booth < count; booth++) await show(booth, 0);
  return { process, show, paths: (booth) => ({ offers: `/booth-${booth}/offers`, events: `/booth-${booth}/events` }) };
}

function slate(storeId: StoreId, boothId: BoothId, number: number): OfferDecided {
  const nowMs = Date.now();
  return anOfferDecision({
    eventId: `slate-${number}` as EventId, chainId: CHAIN, storeId, boothId, sessionId: 'bench' as SessionId, decidedAtMs: nowMs, validUntilMs: nowMs + VALID_MS, memberId: 'member-1' as MemberId,
    offers: Array.from({ length: OFFERS }, (_, place) => anOffer({ rank: place + 1, sku: skuOf(place), promotionId: `promotion-${place}` as PromotionId })),
  });
}

function pathOf(booth: number): string {
  return `/v1/stores/${storeOf(booth)}/booths/${boothIdOf(booth)}`;
}

function storeOf(booth: number): StoreId {
  return `store-${Math.floor(booth / BOOTHS_PER_STORE)}` as StoreId;
}

function boothIdOf(booth: number): BoothId {
  return `booth-${booth}` as BoothId;
}

function skuOf(product: number): Sku {
  return `sku-${product}` as Sku;
}
