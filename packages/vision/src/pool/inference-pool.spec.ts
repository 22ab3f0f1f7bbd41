import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Echo } from './echo-thread.fixture.js';
import { InferencePool, type PoolSettings } from './inference-pool.js';

describe('the inference pool', { timeout: 30_000 }, () => {
  const open: InferencePool<string, Echo>[] = [];
  const reports: unknown[] = [];
  const pool = (settings: Partial<PoolSettings> = {}, data: object = {}): InferencePool<string, Echo> => {
    const made = new InferencePool<string, Echo>(
      new URL('./echo-thread.fixture.js', import.meta.url),
      data,
      { threads: 1, maxBatch: 4, maxWaitMs: 20, maxQueued: 16, batchTimeoutMs: 20_000, ...settings },
      { onReady: () => undefined, onReport: (_thread, report) => reports.push(report), onEnd: () => undefined },
    );
    open.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it('answers in the order of the inputs, whatever thread did them', async () => {
    const inputs = Array.from({ length: 13 }, (_, i) => `input ${i}`);
    const answers = await pool({ threads: 2, maxBatch: 2 }).run(inputs);
    expect(answers.map(({ input }) => input)).toEqual(inputs);
  });

  it('shares a batch among its callers, and never makes it larger than allowed', async () => {
    const shared = pool({ maxWaitMs: 200 });
    await shared.ready();
    const answers = (await Promise.all([shared.run(['a', 'b']), shared.run(['c']), shared.run(['d', 'e'])])).flat();
    expect(answers.map(({ batch, beside }) => [batch, beside])).toEqual([[0, 3], [0, 3], [0, 3], [0, 3], [1, 0]]);
  });

  it('makes full batches of a backlog, in order, the next one sent before the one in hand is done', async () => {
    const busy = pool({ maxBatch: 3, maxWaitMs: 10_000 });
    await busy.ready();
    const answers = await busy.run(Array.from({ length: 12 }, (_, i) => `input ${i}`));
    expect(answers.map(({ batch, beside }) => [batch, beside])).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3].map((batch) => [batch, 2]));
  });

  it('stops waiting for a batch to fill once waiting brings nothing', async () => {
    const alone = pool({ maxWaitMs: 300 });
    await alone.ready();
    await alone.run(['a']);
    const before = performance.now();
    for (const input of ['b', 'c', 'd', 'e']) await alone.run([input]);
    expect(performance.now() - before).toBeLessThan(4 * 300);
  });

  it('loses nothing that was sent ahead to a thread that dies', async () => {
    const hurt = pool({ maxBatch: 2 });
    await hurt.ready();
    const settled = await Promise.allSettled(['a', 'die', 'b', 'c', 'd', 'e'].map(async (input) => hurt.run([input])));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('refuses what does not fit into its queue, and takes none of it', async () => {
    const small = pool({ maxQueued: 2 });
    const waiting = small.run(['a', 'b']);
    await expect(small.run(['c'])).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    expect(await waiting).toHaveLength(2);
  });

  it('replaces a thread that dies; only the input that kills twice is refused', async () => {
    const hurt = pool();
    await hurt.ready();
    const [bad, good] = await Promise.allSettled([hurt.run(['die']), hurt.run(['a', 'b'])]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'invalid_record', retriable: false } });
    expect(good).toMatchObject({ status: 'fulfilled', value: [{ input: 'a' }, { input: 'b' }] });
    await hurt.check();
  });

  it('tries the batch of a thread whose runtime broke down again, and refuses nothing of it', async () => {
    const faults = new Int32Array(new SharedArrayBuffer(8));
    const hurt = pool({}, { faults });
    await hurt.ready();
    faults[0] = 1;
    expect((await hurt.run(['a', 'b', 'c'])).map(({ input }) => input)).toEqual(['a', 'b', 'c']);
  });

  it('keeps its work while no thread comes up again, as when the GPU is gone, and goes on once one does', async () => {
    const faults = new Int32Array(new SharedArrayBuffer(8));
    const hurt = pool({}, { faults });
    await hurt.ready();
    faults.set([1, 3]);
    const waiting = hurt.run(['a', 'b']);
    await vi.waitFor(async () => expect(hurt.check()).rejects.toMatchObject({ code: 'not_ready' }), { timeout: 10_000 });
    expect((await waiting).map(({ input }) => input)).toEqual(['a', 'b']);
    expect(Array.from(faults)).toEqual([0, 0]);
    await hurt.check();
  });

  it('refuses an input that breaks the runtime of two threads', async () => {
    await expect(pool().run(['break'])).rejects.toMatchObject({ code: 'invalid_record' });
  });

  it('takes a thread that hangs for a dead one', async () => {
    const stuck = pool({ batchTimeoutMs: 1000 });
    await stuck.ready();
    await expect(stuck.run(['hang'])).rejects.toMatchObject({ code: 'invalid_record' });
    expect(await stuck.run(['a'])).toMatchObject([{ input: 'a' }]);
  });

  it('hands an answer that is an error to the callers of that batch, and goes on', async () => {
    const one = pool();
    await expect(one.run(['refuse'])).rejects.toMatchObject({ code: 'model_invalid', details: { at: 1 } });
    expect(await one.run(['a'])).toMatchObject([{ input: 'a', batch: 0 }]);
  });

  it('tells why it cannot start, to whoever waits', async () => {
    const dead = pool({}, { startFails: true });
    const waiting = dead.run(['a']);
    await expect(dead.ready()).rejects.toMatchObject({ code: 'runtime_unavailable' });
    await expect(waiting).rejects.toMatchObject({ code: 'runtime_unavailable' });
    await expect(dead.check()).rejects.toMatchObject({ code: 'runtime_unavailable' });
  });

  it('is not ready before a thread is warm', async () => {
    const cold = pool();
    await expect(cold.check()).rejects.toMatchObject({ code: 'not_ready' });
    await cold.ready();
    await cold.check();
  });

  it('drops what an aborted caller still has waiting', async () => {
    const one = pool({ maxQueued: 1 });
    const stop = new AbortController();
    const waiting = one.run(['a'], stop.signal);
    stop.abort(new Error('lost the partition'));
    await expect(waiting).rejects.toThrow('lost the partition');
    expect(await one.run(['b'])).toMatchObject([{ input: 'b' }]);
  });

  it('refuses what waits when it is closed', async () => {
    const closing = pool({ maxWaitMs: 60_000 });
    await closing.ready();
    const waiting = closing.run(['a']);
    await Promise.all([closing.close(), expect(waiting).rejects.toMatchObject({ code: 'overloaded' })]);
  });
});
