import { describe, expect, it } from 'vitest';
import { BasketCompleter, type CompletionBasket } from './basket-completer.js';
import type { ScoredItem } from './best-items.js';
import { HybridCompleter } from './hybrid-completer.js';

class Always extends BasketCompleter {
  readonly learnt: string[] = [];

  constructor(private readonly answers: readonly ScoredItem[]) {
    super();
  }

  override learn({ id }: CompletionBasket): void {
    this.learnt.push(id);
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    return this.answers.filter(({ item }) => !query.includes(item)).slice(0, top);
  }
}

const right = (): Always => new Always([{ item: 'a', score: 0.02 }, { item: 'b', score: 0.01 }]);
const wrong = (): Always => new Always(Array.from({ length: 12 }, (_, index) => ({ item: `w${index}`, score: 900 - index })));

describe('HybridCompleter', () => {
  it('trusts its parts alike before it has judged any', () => {
    expect(new HybridCompleter([right(), wrong()]).shares).toEqual([0.5, 0.5]);
  });

  it('learns from the stream which part to believe, whatever the scale of its scores', () => {
    const hybrid = new HybridCompleter([wrong(), right()], { judgeEvery: 1 });
    for (let index = 0; index < 20; index++) hybrid.learn({ id: `r${index}`, items: ['a', 'b'] });
    expect(hybrid.shares[1]).toBeGreaterThan(0.5);
    expect(hybrid.complete(['a'], 1).map(({ item }) => item)).toEqual(['b']);
  });

  it('judges a basket before any part has learnt it, and each part learns each basket once', () => {
    const parts = [right(), wrong()];
    const hybrid = new HybridCompleter(parts, { judgeEvery: 2 });
    for (const id of ['r1', 'r2', 'r3']) hybrid.learn({ id, items: ['a', 'b'] });
    expect(parts.map(({ learnt }) => learnt)).toEqual([['r1', 'r2', 'r3'], ['r1', 'r2', 'r3']]);
  });
});
