import { VitrineError } from '@vitrine/contracts';
import type { MasterData } from '@vitrine/runtime';
import { describe, expect, it } from 'vitest';
import { MasterDataFirst } from './master-data-first.js';

const step = (epoch: number) => ({ source: { group: 'g', topic: 'purchase.recorded.v1', partition: 0 }, epoch, first: 0, next: 1 });

/** Views that are as far as the test says. */
class Views {
  asked = 0;
  current = false;

  async goals(): Promise<[]> {
    this.asked += 1;
    return [];
  }

  async requireReached(): Promise<void> {
    if (!this.current) throw new VitrineError('not_ready', 'still being read');
  }
}

describe('a partition of receipts', () => {
  it('waits for what was announced when it was claimed, and asks once what that is', async () => {
    const views = new Views();
    const first = new MasterDataFirst(views as unknown as MasterData);
    await expect(first.require(step(1))).rejects.toMatchObject({ code: 'not_ready' });
    await expect(first.require(step(2))).rejects.toMatchObject({ code: 'not_ready' });
    views.current = true;
    await first.require(step(3));
    expect(views.asked).toBe(1);
  });

  it('does not wait again under the same claim, and does under the next', async () => {
    const views = new Views();
    views.current = true;
    const first = new MasterDataFirst(views as unknown as MasterData);
    await first.require(step(1));
    views.current = false;
    await first.require(step(1));
    await expect(first.require(step(2))).rejects.toMatchObject({ code: 'not_ready' });
  });
});
