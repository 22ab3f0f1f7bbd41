import type { SamplePerson } from './face-photographs.js';
import type { SampleData, SampleReceipt } from './sample-data.js';
import type { SampleMember, StoreDayCast } from './store-day.js';

/**
 * Gives each member's face a household of the sample: for the stores with a booth in turn, the one with most receipts there.
 * Ties go to the household with the larger id.
 */
export function castOf(sample: SampleData, people: readonly SamplePerson[], most = Number.POSITIVE_INFINITY): StoreDayCast {
  const homes = homesOf(sample.history);
  const taken = new Set<string>();
  const members = people.filter(({ role }) => role === 'member').slice(0, most).flatMap((person, index): SampleMember[] => {
    const homeStoreId = sample.boothStoreIds[index % sample.boothStoreIds.length] ?? '';
    const household = homes.find(({ storeId, householdId }) => storeId === homeStoreId && !taken.has(householdId));
    if (household === undefined) return [];
    taken.add(household.householdId);
    return [{ memberId: `m-${household.householdId}`, householdId: household.householdId, homeStoreId, person }];
  });
  return { members, strangers: people.filter(({ role }) => role === 'stranger'), receipts: sample.day };
}

/** Each household with the store it visits most, those with most visits first. */
function homesOf(receipts: readonly SampleReceipt[]): { householdId: string; storeId: string; visits: number }[] {
  const visits = new Map<string, Map<string, number>>();
  for (const { memberId, storeId } of receipts) {
    const stores = visits.get(memberId) ?? new Map<string, number>();
    stores.set(storeId, (stores.get(storeId) ?? 0) + 1);
    visits.set(memberId, stores);
  }
  return [...visits]
    .map(([householdId, stores]) => {
      const [storeId = '', count = 0] = [...stores].toSorted((a, b) => b[1] - a[1])[0] ?? [];
      return { householdId, storeId, visits: count };
    })
    .toSorted((a, b) => b.visits - a.visits || b.householdId.localeCompare(a.householdId));
}
