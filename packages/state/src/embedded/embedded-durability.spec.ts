import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId, Sku, StoreId } from '@vitrine/contracts';
import { FixedClock } from '@vitrine/testing';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { float32ToBytes } from '../float32-bytes.js';
import { masterKeyFingerprint } from '../sealed-template.js';
import type { State } from '../state.js';
import { openEmbeddedState } from './embedded-state.js';

const masterKey = Buffer.alloc(32, 7);
const chainId = 'chain' as ChainId;
const storeId = 'store' as StoreId;
const sku = 'sku' as Sku;
const COMMITTER = fileURLToPath(new URL('crash-committer.fixture.ts', import.meta.url));
const FILLER = fileURLToPath(new URL('full-disk.fixture.ts', import.meta.url));
const ROUNDS = 4;

describe('the embedded state on disk', () => {
  let path: string;
  const clock = new FixedClock();
  const openHere = (): Promise<State> => openEmbeddedState({ path, masterKey, clock });
  beforeEach(async () => { path = await mkdtemp(join(tmpdir(), 'vitrine-state-')); });
  afterEach(async () => { await rm(path, { recursive: true }); });

  /** Lets another process commit until it has acknowledged `acknowledged` steps, kills it, and tells the last one it acknowledged. */
  const killAfter = async (acknowledged: number): Promise<number> => {
    const child = fork(COMMITTER, [path], { execArgv: ['--import', 'tsx', '--conditions=source'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let last = -1;
    let steps = 0;
    child.on('message', (step) => {
      last = Number(step);
      steps += 1;
      if (steps === acknowledged) child.kill('SIGKILL');
    });
    const [code, signal] = await once(child, 'exit') as [number | null, string | null];
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
    return last;
  };

  it('has effect and watermark agree after a kill at any moment, and loses nothing that was acknowledged', { timeout: 60_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const last = await killAfter(3 + round * 7);
      const state = await openHere();
      const { next } = await state.store.claim({ group: 'crash', topic: 'purchase.recorded.v1', partition: 0 });
      const sold = await state.salesStatistics.inStore(chainId, storeId, [sku]);
      const hour = await state.salesStatistics.inHour(chainId, storeId, 9, [sku]);
      await state.store.close();
      expect(next).toBeGreaterThan(last);
      expect(sold.get(sku)).toBe(next);
      expect(hour.get(sku)).toBe(next);
    }
  });

  it.skipIf(process.platform === 'win32')('answers a full disk with an error, goes on with what fits, and has exactly what it acknowledged (needs ulimit)', { timeout: 60_000 }, async () => {
    const command = 'ulimit -f 8000; exec "$0" --conditions=source --import tsx "$1" "$2"';
    const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, FILLER, path]);
    const { applied, refusal, small } = JSON.parse(stdout) as { applied: number; refusal: string; small: string };
    expect({ refusal, small }).toEqual({ refusal: 'state_unavailable', small: 'applied' });
    const state = await openHere();
    expect((await state.store.claim({ group: 'full', topic: 'basket.sold.v1', partition: 0 })).next).toBe(applied + 1);
    await state.store.close();
  });

  it('gives nothing without the master key', async () => {
    const state = await openHere();
    const vector = Float32Array.from([0.6, 0.8]);
    await state.store.write([await state.templateIndex.enrol([{
      chainId, memberId: 'member' as MemberId, consentId: 'consent' as ConsentId, enrolmentId: 'enrolment' as EnrolmentId, index: 0, embedderId: 'embedder@1' as EmbedderId, vector, enrolledAtMs: 1,
    }])]);
    await state.store.close();
    const bytes = await readFile(join(path, 'data.mdb'));
    expect(bytes.includes(masterKeyFingerprint(masterKey))).toBe(true);
    expect(bytes.includes(float32ToBytes(vector))).toBe(false);
    expect(bytes.includes(masterKey)).toBe(false);
    await expect(openEmbeddedState({ path, masterKey: Buffer.alloc(32, 8), clock })).rejects.toMatchObject({ code: 'invalid_configuration' });
    await expect(openEmbeddedState({ path, masterKey: Buffer.alloc(8), clock })).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('leaves no key of an erased member in any record', async () => {
    const state = await openHere();
    const memberId = 'member' as MemberId;
    await state.store.write([await state.templateIndex.enrol([{
      chainId, memberId, consentId: 'consent' as ConsentId, enrolmentId: 'enrolment' as EnrolmentId, index: 0, embedderId: 'embedder@1' as EmbedderId, vector: Float32Array.from([1]), enrolledAtMs: 1,
    }])]);
    await state.store.write([state.templateIndex.erase(chainId, memberId, 2)]);
    await state.store.close();
    const root = open({ path });
    const kinds = new Set(Array.from(root.openDB({ name: 'state:records', encoding: 'binary' }).getKeys(), (key) => (key as string[])[0]));
    await root.close();
    expect(kinds).toContain('erased');
    expect(kinds).not.toContain('member-key');
    expect(kinds).not.toContain('template');
  });

  it('sweeps what has expired out with later writes', async () => {
    const state = await openHere();
    const booth = { chainId, storeId, boothId: 'booth' as never };
    await state.store.write([state.boothSessions.put(booth, { sessionId: 'session' as never, memberId: null, lastSeenAtMs: clock.nowMs(), tasteVersion: 0, disowned: false })]);
    clock.advance(3_600_000);
    await state.store.write([]);
    await state.store.close();
    const root = open({ path });
    const kinds = Array.from(root.openDB({ name: 'state:records', encoding: 'binary' }).getKeys(), (key) => (key as string[])[0]);
    await root.close();
    expect(kinds).toEqual(['master-key']);
  });

  it('goes on with higher versions of slates after it is opened anew', async () => {
    const slate = { chainId, storeId, boothId: 'booth', validUntilMs: Number.MAX_SAFE_INTEGER, offers: [] } as never;
    const versions: (string | undefined)[] = [];
    for (let run = 0; run < 3; run += 1) {
      const state = await openHere();
      await state.store.write([state.offerBoard.show(slate)]);
      versions.push((await state.offerBoard.current(slate, 0))?.version);
      await state.store.close();
    }
    expect(new Set(versions).size).toBe(3);
    expect(versions.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual(versions);
  });

  it('shares an lmdb that others opened, and leaves it open', async () => {
    const root = open({ path });
    const others = root.openDB({ name: 'log:records' });
    const state = await openEmbeddedState({ root, masterKey, clock });
    await Promise.all([others.put('a', 1), state.store.write([state.salesStatistics.count(chainId, storeId, 9, [sku], 1)])]);
    await state.store.close();
    expect(others.get('a')).toBe(1);
    await root.close();
  });

  it('refuses everything once it is closed, and ends those who watch', async () => {
    const state = await openHere();
    const watching = state.offerBoard.watch({ chainId, storeId, boothId: 'booth' as never }, null, new AbortController().signal)[Symbol.asyncIterator]().next();
    await state.store.close();
    expect(await watching).toMatchObject({ done: true });
    await expect(state.store.check()).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(state.store.write([])).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(state.memberTaste.get(chainId, 'member' as MemberId)).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(state.store.close()).resolves.toBeUndefined();
  });
});
