import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

/** Compiles each package's AssemblyScript kernel to its src/generated/kernel.ts; with --check it only compares. */
/** The gallery's memory is brought by whoever instantiates the kernel, as several threads read it. */
const SHARED_MEMORY = ['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--sharedMemory', '--enable', 'threads'];
const KERNELS: Readonly<Record<string, readonly string[]>> = {
  'packages/word2vec/kernel/skip-gram.ts': [],
  'packages/recommender/kernel/symmetric-matrix.ts': [],
  'packages/vision/kernel/dot-products.ts': SHARED_MEMORY,
};
const SETTINGS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub'];
const root = join(import.meta.dirname, '..');

for (const [kernel, more] of Object.entries(KERNELS)) {
  const source = join(root, kernel);
  const generated = join(dirname(source), '../src/generated/kernel.ts');
  const text = `/** kernel/${basename(kernel)}, compiled; made by "npm run generate". */\nexport const KERNEL =\n${lines(await compiled(source, more)).join(' +\n')};\n`;
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(generated), { recursive: true });
    writeFileSync(generated, text);
    console.log(`${kernel} is compiled`);
  } else if (existsSync(generated) && readFileSync(generated, 'utf8') === text) {
    console.log(`${kernel} is fresh`);
  } else {
    console.error(`what ${kernel} is compiled to is not fresh; run "npm run generate"`);
    process.exitCode = 1;
  }
}

async function compiled(source: string, more: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  let said = '';
  const { error } = await asc.main([basename(source), '--baseDir', dirname(source), '--outFile', 'kernel.wasm', ...SETTINGS, ...more], {
    stderr: { write: (text) => void (said += String(text)) },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`${source} does not compile: ${said}`, { cause: error });
  return binary;
}

function lines(bytes: Uint8Array): string[] {
  return (Buffer.from(bytes).toString('base64').match(/.{1,120}/g) ?? []).map((part) => `  '${part}'`);
}
