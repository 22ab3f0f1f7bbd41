import { describe, expect, it } from 'vitest';
import { POSE_ORDERS, poseOrder } from './pose-order.js';

describe('the order of poses', () => {
  it('asks for each pose, and for none twice in a row', () => {
    expect(POSE_ORDERS).toHaveLength(42);
    for (const order of POSE_ORDERS) {
      expect(new Set(order)).toEqual(new Set(['AHEAD', 'LEFT', 'RIGHT']));
      expect(order.every((pose, i) => pose !== order[i - 1])).toBe(true);
    }
  });

  it('is as good as drawn: a thousand challenges ask for every one of them', () => {
    const drawn = Array.from({ length: 1000 }, (_, i) => poseOrder(`challenge ${i}`).join());
    expect(new Set(drawn).size).toBe(POSE_ORDERS.length);
    expect(poseOrder('challenge 7')).toEqual(poseOrder('challenge 7'));
  });
});
