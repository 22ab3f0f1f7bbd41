import { partitionKey, type Partition } from '@vitrine/contracts';

/**
 * Shares partitions evenly among the members, topic by topic, moving as few as possible.
 * @param owners who has which partition now, by `partitionKey`; members that have left must not be in it
 * @returns the owner of every partition; empty when there are no members
 */
export function assignPartitions<M>(partitions: readonly Partition[], members: readonly M[], owners: ReadonlyMap<string, M>): Map<string, M> {
  const assignment = new Map<string, M>();
  if (members.length === 0) return assignment;
  const quota = quotas(partitions, members, owners);
  const homeless: string[] = [];
  for (const key of partitions.map(partitionKey)) {
    const owner = owners.get(key);
    const left = owner === undefined ? 0 : (quota.get(owner) ?? 0);
    if (owner === undefined || left === 0) {
      homeless.push(key);
    } else {
      assignment.set(key, owner);
      quota.set(owner, left - 1);
    }
  }
  const places = members.flatMap((member) => Array.from({ length: quota.get(member) ?? 0 }, () => member));
  for (const [index, key] of homeless.entries()) {
    const member = places[index];
    if (member !== undefined) assignment.set(key, member);
  }
  return assignment;
}

/** How many each member may have: those who have most get the remainder. */
function quotas<M>(partitions: readonly Partition[], members: readonly M[], owners: ReadonlyMap<string, M>): Map<M, number> {
  const owned = new Map(members.map((member) => [member, 0]));
  for (const partition of partitions) {
    const owner = owners.get(partitionKey(partition));
    if (owner !== undefined) owned.set(owner, (owned.get(owner) ?? 0) + 1);
  }
  const even = Math.floor(partitions.length / members.length);
  const remainder = partitions.length % members.length;
  const byOwned = members.toSorted((a, b) => (owned.get(b) ?? 0) - (owned.get(a) ?? 0));
  return new Map(byOwned.map((member, index) => [member, even + (index < remainder ? 1 : 0)]));
}
