import { createHash } from 'node:crypto';
import type { BoothId, ConsentId, MemberId } from '@vitrine/contracts';
import { VitrineError } from '@vitrine/contracts';
import type { BatchResults, IngestClient } from '../load/ingest-client.js';
import { productOf, VALIDITY, WORLD, worldPromotions } from './world.js';

/** Consent under which the campaign's members are recognised. */
export function recognitionConsent(memberId: MemberId): ConsentId {
  return `recognition-${memberId}` as ConsentId;
}

/** Announces the campaign's chain through ingest, as a back office does; every store gets the further booths. */
export async function announceWorld(ingest: IngestClient, further: readonly BoothId[] = []): Promise<void> {
  const booths = [...WORLD.booths, WORLD.cameraBooth, ...further].map((boothId) => ({ boothId, title: boothId }));
  for (const storeId of WORLD.stores) {
    await taken(ingest, 'PUT', `/v1/stores/${storeId}`, { title: storeId, timeZone: WORLD.timeZone, currency: WORLD.currency, region: WORLD.region, triggers: ['GESTURE'], booths });
  }
  const products = WORLD.products.map((sku, n) => ({ sku, ...productOf(n) }));
  await taken(ingest, 'POST', '/v1/products/batch', { products });
  await Promise.all(WORLD.members.map((memberId) => join(ingest, memberId)));
  await taken(ingest, 'POST', '/v1/promotions/batch', { promotions: worldPromotions().map((promotion) => ({ ...promotion, ...VALIDITY })) });
}

async function join(ingest: IngestClient, memberId: MemberId): Promise<void> {
  const textSha256 = createHash('sha256').update('consent of a made-up member').digest('hex');
  await taken(ingest, 'PUT', `/v1/members/${memberId}`, {});
  for (const [purpose, consentId] of [['TASTE', `taste-${memberId}`], ['RECOGNITION', recognitionConsent(memberId)]]) {
    await taken(ingest, 'POST', `/v1/members/${memberId}/consents`, { purpose, consentId, granted: true, textSha256, locale: 'en', channel: 'campaign' });
  }
}

/** Announcements come one after another, and each may need what the one before announced, which takes a moment to be known. */
async function taken(ingest: IngestClient, method: 'PUT' | 'POST', path: string, body: object): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ingest.insist<Partial<BatchResults>>(method, path, body);
    const refused = answer.body.results?.find(({ status }) => status === 'refused');
    if (answer.status < 300 && refused === undefined) return;
    if (attempt === 10) throw new VitrineError('internal', `ingest refused ${method} ${path} with ${answer.status}: ${JSON.stringify(refused ?? answer.body).slice(0, 200)}`);
  }
}
