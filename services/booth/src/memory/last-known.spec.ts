import { VitrineError } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { LastKnown } from './last-known.js';

const away = async (): Promise<string> => { throw new VitrineError('state_unavailable', 'away'); };

describe('what was last known', () => {
  it('answers while the state does not', async () => {
    const known = new LastKnown<string>(2);
    await known.of('a', async () => 'old');
    await known.of('a', async () => 'new');
    expect(await known.of('a', away)).toBe('new');
  });

  it('is not made up where nothing was known', async () => {
    await expect(new LastKnown<string>(2).of('a', away)).rejects.toMatchObject({ code: 'state_unavailable' });
  });

  it('hides no other fault', async () => {
    const known = new LastKnown<string>(2);
    await known.of('a', async () => 'old');
    await expect(known.of('a', async () => { throw new VitrineError('unknown_store', 'gone'); })).rejects.toMatchObject({ code: 'unknown_store' });
  });

  it('keeps no more than it may, the oldest goes first', async () => {
    const known = new LastKnown<string>(2);
    for (const key of ['a', 'b', 'a', 'c']) await known.of(key, async () => key);
    expect(await known.of('a', away)).toBe('a');
    await expect(known.of('b', away)).rejects.toMatchObject({ code: 'state_unavailable' });
  });

  it('does not ask again for what is fresh, unless that does not suffice', async () => {
    let nowMs = 0;
    const known = new LastKnown<string>(2, 1_000, () => nowMs);
    let reads = 0;
    const read = async (): Promise<string> => `${++reads}`;
    expect([await known.of('a', read), await known.of('a', read), await known.of('a', read, (value) => value === '2')]).toEqual(['1', '1', '2']);
    nowMs = 1_000;
    expect(await known.of('a', read)).toBe('3');
  });
});
