import { partitionKey } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignPartitions } from './assign-partitions.js';

const partitionsOf = (count: number) => Array.from({ length: count }, (_, partition) => ({ topic: 't', partition }));

describe('assignPartitions', () => {
  it('gives every partition one owner, evenly', () => {
    fc.assert(fc.property(fc.nat(40), fc.integer({ min: 1, max: 9 }), (count, memberCount) => {
      const members = Array.from({ length: memberCount }, (_, i) => `m${i}`);
      const assignment = assignPartitions(partitionsOf(count), members, new Map());
      expect([...assignment.keys()].toSorted()).toEqual(partitionsOf(count).map(partitionKey).toSorted());
      const sizes = members.map((member) => [...assignment.values()].filter((owner) => owner === member).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }));
  });

  it('moves no more partitions than a joining member has to get', () => {
    const members = ['a', 'b'];
    const before = assignPartitions(partitionsOf(12), members, new Map());
    const after = assignPartitions(partitionsOf(12), [...members, 'c'], before);
    const moved = [...after].filter(([key, owner]) => before.get(key) !== owner);
    expect(moved).toHaveLength(4);
    expect(moved.every(([, owner]) => owner === 'c')).toBe(true);
  });

  it('leaves partitions of those who stay where they are when one leaves', () => {
    const before = assignPartitions(partitionsOf(9), ['a', 'b', 'c'], new Map());
    const remaining = new Map([...before].filter(([, owner]) => owner !== 'b'));
    const after = assignPartitions(partitionsOf(9), ['a', 'c'], remaining);
    for (const [key, owner] of remaining) expect(after.get(key)).toBe(owner);
    expect(after.size).toBe(9);
  });

  it('gives nothing to nobody', () => {
    expect(assignPartitions(partitionsOf(3), [], new Map()).size).toBe(0);
  });
});
