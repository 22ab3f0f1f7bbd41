import { BasketCompleter, type CompletionBasket } from '../completion/basket-completer.js';
import { BestItems, type ScoredItem } from '../completion/best-items.js';

/** The reference that knows nothing: what most baskets carried. */
export class PopularityCompleter extends BasketCompleter {
  private readonly counts = new Map<string, number>();

  override learn({ items }: CompletionBasket): void {
    for (const item of new Set(items)) this.counts.set(item, (this.counts.get(item) ?? 0) + 1);
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    const asked = new Set(query);
    const best = new BestItems(top);
    for (const [item, count] of this.counts) if (!asked.has(item)) best.offer(item, count);
    return best.ranked();
  }
}
