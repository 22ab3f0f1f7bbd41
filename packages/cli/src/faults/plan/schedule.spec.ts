import { describe, expect, it } from 'vitest';
import { DISTRIBUTED_FAULTS, EMBEDDED_FAULTS } from './fault-kinds.js';
import { schedule } from './schedule.js';

const SETTINGS = { seed: 7, events: 10_000, faults: 30, mode: 'distributed' } as const;

describe('the schedule of a campaign', () => {
  it('is the same for the same seed and another for another', () => {
    expect(schedule(SETTINGS)).toEqual(schedule(SETTINGS));
    expect(schedule({ ...SETTINGS, seed: 8 })).not.toEqual(schedule(SETTINGS));
  });

  it.each([['distributed', DISTRIBUTED_FAULTS], ['embedded', EMBEDDED_FAULTS]] as const)('has every kind of the %s platform before one comes twice', (mode, kinds) => {
    const planned = schedule({ ...SETTINGS, mode, faults: kinds.length }).map(({ kind }) => kind);
    expect(planned.toSorted()).toEqual(kinds.toSorted());
  });

  it('spreads the faults over the events, in order', () => {
    const points = schedule(SETTINGS).map(({ afterEvents }) => afterEvents);
    expect(points).toEqual(points.toSorted((a, b) => a - b));
    expect(points.at(-1)).toBeLessThan(SETTINGS.events);
    expect(points[10]! - points[9]!).toBeGreaterThan(100);
  });

  it('keeps to the kinds that are asked for', () => {
    expect(new Set(schedule({ ...SETTINGS, kinds: ['redis-emptied'] }).map(({ kind }) => kind))).toEqual(new Set(['redis-emptied']));
  });
});
