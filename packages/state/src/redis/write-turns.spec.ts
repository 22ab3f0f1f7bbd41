import { describe, expect, it } from 'vitest';
import { WriteTurns } from './write-turns.js';

describe('turns of writing', () => {
  it('are taken one after another, also after one that failed', async () => {
    const seen: string[] = [];
    const turns = new WriteTurns(() => 0);
    const job = (name: string) => async (piece: (work: () => Promise<unknown>) => Promise<void>): Promise<void> => {
      await piece(async () => { seen.push(`${name} 1`); });
      if (name === 'b') throw new Error('b failed');
      await piece(async () => { seen.push(`${name} 2`); });
    };
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => turns.take(job(name))));
    expect(seen).toEqual(['a 1', 'a 2', 'b 1', 'c 1', 'c 2']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
