import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import { openEmbeddedState } from './embedded-state.js';

/** Run as a process of its own: commits one step after the other and tells the parent each offset once it is acknowledged, until it is killed. */
const source = { group: 'crash', topic: 'purchase.recorded.v1', partition: 0 };
const state = await openEmbeddedState({ path: process.argv[2] ?? '', masterKey: Buffer.alloc(32, 7), clock: { nowMs: () => 0 } });
const { epoch, next } = await state.store.claim(source);
for (let first = next ?? 0; ; first += 1) {
  const sold = state.salesStatistics.count('chain' as ChainId, 'store' as StoreId, 9, ['sku' as Sku], 1);
  await state.store.commit({ source, epoch, first, next: first + 1 }, [sold]);
  process.send?.(first);
}
