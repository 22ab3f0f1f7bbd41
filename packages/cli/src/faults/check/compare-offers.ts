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
    differences.push(...slateDifferences(slate, expected).map((difference) => `${where}: ${difference}`));
  }
  return differences;
}

/**
 * What of a slate is not as expected, field by field. Its place in the log is left out: an append that failed leaves positions that no
 * record has, and the reference's copy has none of those.
 */
export function slateDifferences(slate: OfferDecided, expected: OfferDecided | null): string[] {
  if (expected === null) return ['the reference shows no slate'];
  const [held, wanted] = [comparable(slate), comparable(expected)];
  return Object.keys(wanted).flatMap((field) => (isDeepStrictEqual(held[field], wanted[field]) ? [] : [`${field} is ${JSON.stringify(held[field])} instead of ${JSON.stringify(wanted[field])}`]));
}

/** Scores without their last digits: Redis gives a vector back with another last bit than it got. */
function comparable({ eventId: _id, origin: _origin, offers, ...slate }: OfferDecided): Readonly<Record<string, unknown>> {
  const places = offers.map(({ score, ...offer }) => [`offer ${offer.rank}`, { ...offer, score: Number(score.toPrecision(5)) }] as const);
  return { ...slate, offers: offers.length, ...Object.fromEntries(places) };
}
