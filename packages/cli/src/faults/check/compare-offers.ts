import { isDeepStrictEqual } from 'node:util';
import type { OfferDecided } from '@vitrine/contracts';
import type { Inside } from '../platform/campaign-platform.js';
import { probes, slateOf } from './probes.js';
import type { Reference } from './reference.js';

/** Where slates differ that the platform and the reference decide for the same shoppers at the same moments. */
export async function compareOffers(inside: Inside, reference: Reference): Promise<string[]> {
  const differences: string[] = [];
  for (const probe of probes(Date.now())) {
    const where = `${probe.booth.storeId}/${probe.booth.boothId}`;
    const slate = await slateOf(inside, probe, () => Date.now());
    if (slate === null) {
      differences.push(`${where} shows no slate`);
      continue;
    }
    reference.clock.set(slate.decidedAtMs);
    const expected = await slateOf(reference, probe, () => reference.clock.nowMs());
    if (expected === null || !isDeepStrictEqual(shown(slate), shown(expected))) differences.push(`${where} shows ${skus(slate)} instead of ${skus(expected)}`);
  }
  return differences;
}

/** All of a slate but the last digits of its scores: Redis gives a vector back with another last bit than it got. */
function shown(slate: OfferDecided): object {
  return { ...slate, offers: slate.offers.map((offer) => ({ ...offer, score: Number(offer.score.toPrecision(5)) })) };
}

function skus(slate: OfferDecided | null): string {
  return slate === null ? 'nothing' : slate.offers.map(({ sku }) => sku).join(' ');
}
