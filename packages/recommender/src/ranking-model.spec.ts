import { describe, expect, it } from 'vitest';
import { readRankingModel, writeRankingModel, type RankingModel } from './ranking-model.js';

const MODEL: RankingModel = {
  overall: { intercept: -8, weights: { frequency: 1.5, habit: -0.25 } }, novel: { intercept: -9, weights: { together: 4 } }, window: { fromMs: 1, toMs: 2 }, questions: 30,
};
const changed = (change: object): Uint8Array => Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(writeRankingModel(MODEL)).toString()) as object), ...change }));

describe('a ranking model as it is stored', () => {
  it('comes back as it was', () => {
    expect(readRankingModel(writeRankingModel(MODEL))).toEqual(MODEL);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['is cut off', writeRankingModel(MODEL).subarray(0, 40), /cut off/],
    ['is something else', Buffer.from('{"a": 1}'), /it is none/],
    ['is of another version', changed({ version: 1 }), /version 1; this program reads 2/],
    ['has a signal nobody knows', changed({ novel: { intercept: 0, weights: { magic: 1 } } }), /signal "magic"/],
    ['has a weight that is no number', changed({ overall: { intercept: 0, weights: { habit: 'much' } } }), /overall\.weights\.habit/],
    ['lacks its window', changed({ window: undefined }), /window/],
  ])('is refused when it %s', (_, bytes, message) => {
    expect(() => readRankingModel(bytes)).toThrow(message);
  });
});
