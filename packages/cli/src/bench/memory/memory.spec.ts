import { describe, expect, it } from 'vitest';
import { learnerRow, measured } from './memory.command.js';
import { embeddedStore } from './stores.js';

const made = { members: 300, productsPerMember: 40, products: 400, dim: 32 };

describe('bench memory', () => {
  it('tells what a taste and a vector take in the embedded file, near what they are as bytes', async () => {
    const [taste, vector] = await measured(await embeddedStore(), made);
    expect(taste!.bytesEach).toBeGreaterThan(40 * 40);
    expect(taste!.bytesEach).toBeLessThan(40 * 1000);
    expect(taste!.gib).toBeCloseTo((taste!.bytesEach * 1_000_000) / 2 ** 30);
    expect(vector!.bytesEach).toBeGreaterThan(32 * 4);
  });

  it('tells what a product takes in the learner: two vectors and two rates a value', () => {
    const { bytesEach } = learnerRow(made);
    expect(bytesEach).toBeGreaterThan(2 * 32 * 4);
    expect(bytesEach).toBeLessThan(4 * 32 * 4 + 200);
  });
});
