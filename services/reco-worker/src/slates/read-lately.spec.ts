import { describe, expect, it } from 'vitest';
import { ReadLately } from './read-lately.js';

const KEPT_MS = 1000;
const CHAIN = ['chain-1'];

/** A source that tells what was read of it. */
class Source {
  readonly asked: string[][] = [];

  readonly read = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const time = this.asked.push([...keys]);
    await Promise.resolve();
    return new Map(keys.filter((key) => key !== 'nothing').map((key) => [key, `${key} read ${time}`]));
  };
}

describe('what was read lately', () => {
  it('is read again only where it is unknown or old', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    await lately.of(CHAIN, ['a', 'b'], 0, source.read);
    expect([...await lately.of(CHAIN, ['b', 'c'], 999, source.read)]).toEqual([['b', 'b read 1'], ['c', 'c read 2']]);
    expect([...await lately.of(CHAIN, ['a', 'c'], 1000, source.read)]).toEqual([['a', 'a read 3'], ['c', 'c read 2']]);
    expect(source.asked).toEqual([['a', 'b'], ['c'], ['a']]);
  });

  it('is read once for all who ask at once', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    const both = await Promise.all([lately.of(CHAIN, ['a', 'b'], 0, source.read), lately.of(CHAIN, ['b', 'c'], 0, source.read)]);
    expect(both.map((found) => [...found.values()])).toEqual([['a read 1', 'b read 1'], ['b read 1', 'c read 2']]);
  });

  it('knows of what there is nothing', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    expect(await lately.of(CHAIN, ['nothing'], 0, source.read)).toEqual(new Map());
    expect(await lately.of(CHAIN, ['nothing'], 1, source.read)).toEqual(new Map());
    expect(source.asked).toHaveLength(1);
  });

  it('is read again when reading failed, for all who waited', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    const waiting = [lately.of(CHAIN, ['a'], 0, () => Promise.reject(new Error('away'))), lately.of(CHAIN, ['a'], 0, source.read)];
    await expect(Promise.allSettled(waiting)).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect([...await lately.of(CHAIN, ['a'], 0, source.read)]).toEqual([['a', 'a read 1']]);
  });

  it('does not serve before it was read, as after a clock was put back', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    await lately.of(CHAIN, ['a'], 10_000_000, source.read);
    expect([...await lately.of(CHAIN, ['a'], 5_000, source.read)]).toEqual([['a', 'a read 2']]);
    expect([...await lately.of(CHAIN, ['a'], 5_001, source.read)]).toEqual([['a', 'a read 2']]);
  });

  it('is read each time where nothing is kept', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(0)];
    await lately.of(CHAIN, ['a'], 0, source.read);
    expect([...await lately.of(CHAIN, ['a'], 0, source.read)]).toEqual([['a', 'a read 2']]);
  });

  it('is of one scope', async () => {
    const [source, lately] = [new Source(), new ReadLately<string, string>(KEPT_MS)];
    await lately.of(CHAIN, ['a'], 0, source.read);
    expect([...await lately.of(['chain-2'], ['a'], 0, source.read)]).toEqual([['a', 'a read 2']]);
    expect([...await lately.of(CHAIN, ['a'], 0, source.read)]).toEqual([['a', 'a read 1']]);
  });
});
