import { StreamLearner } from '@vitrine/word2vec';
import { beforeEach, describe, expect, it } from 'vitest';
import { Movement } from './movement.js';

const LIMITS = { tolerance: 1e-3, most: 1_000 };

/** Two shelves that are bought from in turn, and what was never bought with anything. */
const basket = (n: number) => ({ eventId: `r${n}`, items: Array.from({ length: 4 }, (_, i) => `${n % 2 === 0 ? 'left' : 'right'}-${(n + i * i) % 9}`) });

describe('the movement of vectors', () => {
  let learner: StreamLearner;
  let movement: Movement;
  let held: Map<string, Float32Array>;

  beforeEach(() => {
    learner = new StreamLearner({ dim: 8, passes: 2, replays: 3 });
    for (let n = 0; n < 60; n++) learner.learn(basket(n));
    learner.takeMoved();
    movement = new Movement();
    held = new Map(movement.all(learner).map(({ sku, vector }) => [sku, vector]));
  });

  const learn = (n: number): readonly string[] => {
    learner.learn(basket(n));
    return learner.takeMoved();
  };

  const publish = (moved: readonly string[], most = LIMITS.most): readonly string[] => {
    const taken = movement.most(learner, moved, [], { ...LIMITS, most });
    for (const { sku, vector } of taken) held.set(sku, vector);
    return taken.map(({ sku }) => sku);
  };

  /** 1 - cosine between what is held and what the model says. */
  const distances = (): ReadonlyMap<string, number> => {
    const { items, values, dim } = learner.vectors();
    return new Map(items.map((item, row) => [item, 1 - (held.get(item) ?? new Float32Array(dim)).reduce((sum, value, k) => sum + value * values[row * dim + k]!, 0)]));
  };

  it('leaves nothing unpublished that is beyond the tolerance, learnt or moved as noise only', () => {
    publish(learn(60));
    expect(Math.max(...distances().values())).toBeLessThanOrEqual(LIMITS.tolerance + 1e-6);
    expect(movement.pending).toBe(false);
  });

  it('publishes what moved most first, and the rest later although nothing more is learnt', () => {
    const moved = learn(60);
    const ranked = [...distances()].toSorted((a, b) => b[1] - a[1]).map(([item]) => item);
    expect(publish(moved, 3)).toEqual(ranked.slice(0, 3));
    expect(movement.pending).toBe(true);
    for (let n = 0; movement.pending && n < 20; n++) publish([], 3);
    expect(movement.pending).toBe(false);
    expect(Math.max(...distances().values())).toBeLessThanOrEqual(LIMITS.tolerance + 1e-6);
  });

  it('publishes a product’s first vector before all others', () => {
    learner.learn({ eventId: 'new', items: ['brand-new', 'left-1'] });
    expect(publish(learner.takeMoved(), 1)).toEqual(['brand-new']);
  });

  it('publishes nothing where nothing moved', () => {
    expect(publish([])).toEqual([]);
  });
});
