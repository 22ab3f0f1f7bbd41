import { percentile } from './percentile.js';

/** One booth session of the day. */
export interface Visit {
  readonly storeId: string;
  /** Who it was in truth: a person of samples/faces.json. */
  readonly person: string;
  readonly outcome: string | null;
  readonly memberId: string | null;
  /** Products of the first slate, best first. */
  readonly offers: readonly string[];
  /** Products of the slate after a purchase in front of the booth; null when nothing was bought. */
  readonly offersAfterPurchase: readonly string[] | null;
}

/** What a played store day showed. */
export interface StoreDayReport {
  readonly members: number;
  /** Booth sessions played. */
  readonly sightings: number;
  /** Sightings of a member that were recognised as that member. */
  readonly recognised: number;
  /** Sightings in which somebody was taken for a member they are not. */
  readonly misidentified: number;
  /** Sightings of people who are no members. */
  readonly strangers: number;
  /** Receipts rung up during the day. */
  readonly purchases: number;
  /** Offers on all slates decided during the day. */
  readonly offers: number;
  /** Purchases of a recognised member after which the slate was another. */
  readonly offersChanged: number;
  /** Purchases of a recognised member while standing at a booth. */
  readonly offersWatched: number;
  readonly visits: readonly Visit[];
  readonly latencyMs: { readonly frameToIdentity: Percentiles; readonly purchaseToOffer: Percentiles };
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
}

export function percentiles(values: readonly number[]): Percentiles {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** Why the day does not count as played, or null. */
export function failureOf({ recognised, offers }: StoreDayReport): string | null {
  if (recognised === 0) return 'no member was recognised';
  return offers === 0 ? 'no offer arrived' : null;
}

/** The report in words. */
export function summary({ members, sightings, recognised, misidentified, strangers, purchases, offers, offersWatched, offersChanged, latencyMs }: StoreDayReport): string {
  const { frameToIdentity, purchaseToOffer } = latencyMs;
  return [
    `${sightings} sightings: ${recognised} of ${members} members recognised, ${strangers} strangers, ${misidentified} taken for somebody else`,
    `${purchases} purchases, ${offers} offers; ${offersChanged} of ${offersWatched} purchases in front of a booth changed its offers`,
    `frame to identity p50 ${inMs(frameToIdentity.p50)}, p95 ${inMs(frameToIdentity.p95)}; purchase to offer p50 ${inMs(purchaseToOffer.p50)}, p95 ${inMs(purchaseToOffer.p95)}`,
  ].join('\n');
}

function inMs(value: number | null): string {
  return value === null ? 'unknown' : `${Math.round(value)} ms`;
}
