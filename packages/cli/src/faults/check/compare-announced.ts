import { isDeepStrictEqual } from 'node:util';
import type { MemberRecord, State } from '@vitrine/state';
import { WORLD } from '../world/world.js';

/** Where two states differ in what the back office announced: promotions, products, members, counts of stock, stores. */
export async function compareAnnounced(ours: State, reference: State, nowMs: number): Promise<string[]> {
  const [held, expected] = await Promise.all([ours, reference].map((state) => announcedIn(state, nowMs))) as [Map<string, unknown>, Map<string, unknown>];
  return [...expected].flatMap(([what, announced]) => (isDeepStrictEqual(held.get(what), announced) ? [] : [`${what} differ`]));
}

async function announcedIn({ products, members, stores, stock, promotions }: State, nowMs: number): Promise<Map<string, unknown>> {
  const { chainId } = WORLD;
  const announced = new Map<string, unknown>();
  for (const [sku, product] of await products.getMany(chainId, WORLD.products)) announced.set(`what is known of ${sku}`, product);
  for (const [id, member] of await members.getMany(chainId, WORLD.members)) announced.set(`settings of ${id}`, settingsOf(member));
  for (const store of await stores.list(chainId)) {
    const { storeId } = store;
    announced.set(`what is known of ${storeId}`, store);
    announced.set(`stock of ${storeId}`, [await stock.onHand(chainId, storeId, WORLD.products), await stock.countedAtMs(chainId, storeId, WORLD.products)]);
    announced.set(`promotions of ${storeId}`, (await promotions.validAt(chainId, storeId, nowMs)).toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1)));
  }
  return announced;
}

/** Without the latest time of any change: compaction leaves out announcements that may have had a later one. */
function settingsOf({ active, deniedCategories, consents }: MemberRecord): object {
  return { active, deniedCategories, consents: consents.toSorted((a, b) => (a.consentId < b.consentId ? -1 : 1)) };
}
