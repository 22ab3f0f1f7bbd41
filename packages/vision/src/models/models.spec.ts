import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facenetGolden, madeChips, type FacenetGolden } from '../embed/facenet/facenet-golden.fixture.js';
import { agreement } from '../embed/facenet/faulty-network.fixture.js';
import { chooseEmbedder, openEmbedder } from '../embed/open-embedder.js';
import { loadRuntime } from '../runtime/load-runtime.js';
import { checkTensors } from './check-tensors.js';
import { importFacenet } from './import-facenet.js';
import { readModelManifest } from './model-folder.js';
import { readSafetensors, writeSafetensors, type StoredTensor } from './safetensors.js';

const tensor = (...values: number[]): StoredTensor => ({ shape: [values.length], values: Float32Array.from(values) });
const two = new Map([['a', tensor(1, 2)], ['b', { shape: [1, 3], values: Float32Array.of(3, 4, 5) }]]);
const faultIn = (change: readonly (readonly [string, StoredTensor])[], leftOut: string[] = []) => () => {
  checkTensors(new Map([...[...two].filter(([name]) => !leftOut.includes(name)), ...change]), wanted, 'file');
};
const wanted = [{ name: 'a', shape: [2] }, { name: 'b', shape: [1, 3] }];

describe('a safetensors file', () => {
  it('gives back what was written, wherever it lies in memory', () => {
    const anyTensor = fc.float32Array({ maxLength: 9 }).map((values) => ({ shape: [values.length], values }));
    fc.assert(fc.property(fc.dictionary(fc.string().filter((name) => name !== '__metadata__'), anyTensor), fc.nat(3), (made, shift) => {
      const file = writeSafetensors(new Map(Object.entries(made)));
      const moved = new Uint8Array(new ArrayBuffer(file.length + shift), shift);
      moved.set(file);
      expect(Object.fromEntries(readSafetensors(moved, 'file'))).toEqual(made);
    }));
    expect([...readSafetensors(writeSafetensors(new Map([['__proto__', tensor(1, 2)]])), 'file').keys()]).toEqual(['__proto__']);
  });

  it('cut anywhere is refused, and the tensor that is cut is named', () => {
    const file = writeSafetensors(two);
    for (let length = 0; length < file.length; length++) expect(() => readSafetensors(file.subarray(0, length), 'file')).toThrow(expect.objectContaining({ code: 'model_invalid' }));
    expect(() => readSafetensors(file.subarray(0, file.length - 1), 'x.safetensors')).toThrow('x.safetensors is cut short: tensor b ends 1 bytes behind the end of the file');
  });

  it('of other values, or none at all, is refused', () => {
    const half = Buffer.from(writeSafetensors(two));
    half.write('F16', half.indexOf('F32'));
    expect(() => readSafetensors(half, 'file')).toThrow('tensor a has values of type F16');
    expect(() => readSafetensors(Buffer.from('PK\u0003\u0004 this is a zip archive'), 'file')).toThrow('is not a safetensors file');
  });
});

describe('the tensors of a network', () => {
  it('pass when they are all there', () => {
    expect(faultIn([])).not.toThrow();
  });

  it.each([
    ['missing', [], ['b'], 'file: tensor b is missing'],
    ['of another shape', [['a', tensor(1, 2, 3)]], [], 'file: tensor a has shape [3], not [2]'],
    ['not finite', [['a', tensor(1, NaN)]], [], 'file: tensor a holds a value that is no number'],
    ['not of the network', [['c', tensor(1)]], [], 'file: tensor c is not of this network'],
  ] as const)('name the first one that is %s', (_case, change, leftOut, message) => {
    expect(faultIn(change, [...leftOut])).toThrow(message);
  });
});

describe('importing FaceNet', { timeout: 60_000 }, () => {
  let folder: string;
  let golden: FacenetGolden;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    golden = await facenetGolden();
    file = join(folder, 'weights.safetensors');
    await writeFile(file, writeSafetensors(new Map([...golden.tensors, ['logits.weight', tensor(1)], ['last_bn.num_batches_tracked', tensor(1)]])));
  }, 60_000);
  afterAll(async () => rm(folder, { recursive: true }));

  const program = async (name: string, script: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };

  it('makes a folder whose embedder gives what PyTorch gave', async () => {
    const into = join(folder, 'nested', 'model');
    const manifest = await importFacenet({ file, into, python: 'none' });
    expect(manifest).toMatchObject({ dim: 512, input: [160, 160, 3], tensors: 602, source: { file: 'weights.safetensors' } });
    const choice = chooseEmbedder(into);
    expect(choice.embedder).toBe(`facenet-512@${manifest.sha256.slice(0, 12)}`);
    const embedder = await openEmbedder(choice, await loadRuntime('wasm'));
    expect(agreement(await embedder.embed(madeChips(1), 1), golden.outputs.slice(0, 512)).maxAbs).toBeLessThan(1e-4);
    await embedder.close();
  });

  it('takes a file of PyTorch by way of Python, and tells Python’s reason when it fails', async () => {
    const pt = join(folder, 'weights.pt');
    await writeFile(pt, await readFile(file));
    const into = join(folder, 'from-pt');
    expect((await importFacenet({ file: pt, into, python: await program('copies', 'cp "$3" "$4"') })).tensors).toBe(602);
    const again = join(folder, 'again');
    await expect(importFacenet({ file: pt, into: again, python: await program('fails', 'echo noise >&2; echo "needs PyTorch" >&2; exit 1') })).rejects.toThrow(`${pt}: needs PyTorch`);
    await expect(importFacenet({ file: pt, into: again, python: 'no-such-python' })).rejects.toThrow('there is no program no-such-python');
    expect(await readdir(folder)).not.toContain('again');
  });

  it.skipIf(!pythonHasTorch())('reads tensors only out of a file of PyTorch (skipped where python3 has no torch)', async () => {
    const evil = join(folder, 'evil.pt');
    execFileSync('python3', ['-c', 'import sys, torch\nclass Evil:\n  def __reduce__(self): return (open, (sys.argv[1] + ".ran", "w"))\ntorch.save(Evil(), sys.argv[1])', evil]);
    await expect(importFacenet({ file: evil, into: join(folder, 'evil'), python: 'python3' })).rejects.toMatchObject({ code: 'model_invalid' });
    expect(await readdir(folder)).not.toContain('evil.pt.ran');
  });

  it('never writes over a folder in use, nor reads what is no file of weights', async () => {
    await expect(importFacenet({ file, into: folder, python: 'none' })).rejects.toThrow('holds something already');
    await expect(importFacenet({ file: join(folder, 'weights.h5'), into: join(folder, 'x'), python: 'none' })).rejects.toThrow('is neither .pt, .pth nor .safetensors');
    await expect(importFacenet({ file: join(folder, 'gone.safetensors'), into: join(folder, 'x'), python: 'none' })).rejects.toThrow('cannot be read');
  });

  it('is not loaded any more once a byte has changed, the folder is gone or the manifest says something else', async () => {
    const into = join(folder, 'damaged');
    const { sha256 } = await importFacenet({ file, into, python: 'none' });
    const choice = chooseEmbedder(into);
    const runtime = await loadRuntime('wasm');
    const weights = join(into, 'weights.safetensors');
    const bytes = await readFile(weights);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(weights, bytes);
    await expect(openEmbedder(choice, runtime)).rejects.toThrow(`the manifest says ${sha256}`);
    const manifest = join(into, 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"divideBy": 128', '"divideBy": 0'));
    expect(() => readModelManifest(into)).toThrow(`${manifest}: normalisation.divideBy`);
    await writeFile(manifest, '{');
    expect(() => chooseEmbedder(into)).toThrow(`${manifest} is no JSON`);
    expect(() => chooseEmbedder(join(folder, 'gone'))).toThrow(expect.objectContaining({ code: 'model_invalid' }));
    expect(() => chooseEmbedder('facenet@0')).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
  });
});

function pythonHasTorch(): boolean {
  try {
    execFileSync('python3', ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
