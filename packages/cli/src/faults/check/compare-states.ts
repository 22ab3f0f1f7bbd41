import { isDeepStrictEqual } from 'node:util';
import type { Sku, StoreId } from '@vitrine/contracts';
import type { Companions, State } from '@vitrine/state';
import { WORLD } from '../world/world.js';

const HOURS = 24;
const WEEK_MS = 7 * 86_400_000;
const THIS_WEEK = Math.floor(Date.now() / WEEK_MS);
/** Weeks, counted from 1970, that receipts of a campaign can lie in. */
const WEEKS = [THIS_WEEK - 1, THIS_WEEK, THIS_WEEK + 1];

/** Where two states differ in what receipts led to: tastes, counts, what is bought together. Equal means equal to the bit. */
export async function compareStates(ours: State, reference: State): Promise<string[]> {
  return [...(await compareTastes(ours, reference)), ...(await compareCounts(ours, reference)), ...(await compareCompanions(ours, reference))];
}

async function compareCompanions(ours: State, reference: State): Promise<string[]> {
  const space = { chainId: WORLD.chainId, region: WORLD.region };
  const [held, expected] = await Promise.all([ours, reference].map(({ basketCompanions }) => basketCompanions.of(space, WORLD.products)));
  return WORLD.products.flatMap((sku) => (isDeepStrictEqual(sorted(held?.get(sku)), sorted(expected?.get(sku))) ? [] : [`${sku} has other companions`]));
}

function sorted(companions: Companions | undefined): object | null {
  if (companions === undefined) return null;
  return { weight: companions.weight, shared: [...companions.shared].toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

async function compareTastes(ours: State, reference: State): Promise<string[]> {
  const differences: string[] = [];
  for (const memberId of WORLD.members) {
    const [held, expected] = await Promise.all([ours.memberTaste.get(WORLD.chainId, memberId), reference.memberTaste.get(WORLD.chainId, memberId)]);
    if (!isDeepStrictEqual(held, expected)) differences.push(`taste of ${memberId}: ${held?.receipts ?? 0} receipts instead of ${expected?.receipts ?? 0}`);
  }
  return differences;
}

async function compareCounts(ours: State, reference: State): Promise<string[]> {
  const differences: string[] = [];
  for (const week of WEEKS) differences.push(...different(`in week ${week}`, await ours.salesStatistics.inWeek(WORLD.chainId, week, WORLD.products), await reference.salesStatistics.inWeek(WORLD.chainId, week, WORLD.products)));
  for (const storeId of WORLD.stores) {
    differences.push(...different(`in ${storeId}`, await counts(ours, storeId, null), await counts(reference, storeId, null)));
    for (let hour = 0; hour < HOURS; hour++) differences.push(...different(`in ${storeId} at ${hour}`, await counts(ours, storeId, hour), await counts(reference, storeId, hour)));
  }
  return differences;
}

/** Receipts that carried each product, over all stores. */
export async function soldInAll(state: State): Promise<ReadonlyMap<Sku, number>> {
  const sums = new Map<Sku, number>();
  for (const storeId of WORLD.stores) {
    for (const [sku, count] of await counts(state, storeId, null)) sums.set(sku, (sums.get(sku) ?? 0) + count);
  }
  return sums;
}

async function counts({ salesStatistics }: State, storeId: StoreId, hour: number | null): Promise<ReadonlyMap<Sku, number>> {
  const { chainId, products } = WORLD;
  return hour === null ? salesStatistics.inStore(chainId, storeId, products) : salesStatistics.inHour(chainId, storeId, hour, products);
}

function different(where: string, held: ReadonlyMap<Sku, number>, expected: ReadonlyMap<Sku, number>): string[] {
  return WORLD.products.flatMap((sku) => {
    const [ours, theirs] = [held.get(sku) ?? 0, expected.get(sku) ?? 0];
    return ours === theirs ? [] : [`${sku} ${where}: sold ${ours} times instead of ${theirs}`];
  });
}
