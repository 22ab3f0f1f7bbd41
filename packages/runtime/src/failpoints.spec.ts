import type { EventLog } from '@vitrine/messaging';
import type { State } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { armFailpoints, FAILPOINTS_PATTERN } from './failpoints.js';
import type { Infrastructure } from './infrastructure.js';

/** A log and a store that note what reached them. */
function noting(): { readonly infrastructure: Infrastructure; readonly reached: string[] } {
  const reached: string[] = [];
  const log = { append: async (topic: string) => { reached.push(`append ${topic}`); return []; } } as unknown as EventLog;
  const store = { commit: async ({ source }: { source: { topic: string } }) => { reached.push(`commit ${source.topic}`); return 'applied'; } };
  return { reached, infrastructure: { log, state: { store } as unknown as State, close: async () => undefined } };
}

const step = (topic: string) => ({ source: { group: 'g', topic, partition: 0 }, epoch: 1, first: 0, next: 1 });

describe('a failpoint', () => {
  it('strikes after the effect and before its position, at the n-th time and for its topic only', async () => {
    const { infrastructure: { log, state }, infrastructure, reached } = noting();
    armFailpoints(infrastructure, 'append.after:sales=2', () => { reached.push('death'); });
    await log.append('sales', []);
    await log.append('other', []);
    await log.append('sales', []);
    await state.store.commit(step('sales'), []);
    expect(reached).toEqual(['append sales', 'append other', 'append sales', 'death', 'commit sales']);
  });

  it('strikes before a commit too', async () => {
    const { infrastructure: { state }, infrastructure, reached } = noting();
    armFailpoints(infrastructure, 'commit.before:sales=1', () => { reached.push('death'); });
    await state.store.commit(step('sales'), []);
    expect(reached).toEqual(['death', 'commit sales']);
  });

  it('leaves the infrastructure as it is when there is none', () => {
    const { infrastructure } = noting();
    const before = Object.entries(infrastructure.log);
    armFailpoints(infrastructure, '');
    expect(Object.entries(infrastructure.log)).toEqual(before);
  });

  it.each([['commit.before:purchase.recorded.v1=3', true], ['', true], ['commit.during:x=1', false], ['commit.after:x', false]])('is written as %s: %s', (text, valid) => {
    expect(FAILPOINTS_PATTERN.test(text)).toBe(valid);
  });
});
