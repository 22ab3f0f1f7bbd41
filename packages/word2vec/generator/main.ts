import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

/** Compiles kernel/skip-gram.ts to src/generated/kernel.ts; with --check it only compares. */
const kernel = join(import.meta.dirname, '../kernel');
const generated = join(import.meta.dirname, '../src/generated/kernel.ts');
const SETTINGS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub'];

const text = `/** kernel/skip-gram.ts, compiled; made by "npm run generate". */\nexport const KERNEL =\n${lines(await compiled()).join(' +\n')};\n`;
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(generated), { recursive: true });
  writeFileSync(generated, text);
  console.log('the kernel is generated');
} else if (existsSync(generated) && readFileSync(generated, 'utf8') === text) {
  console.log('the kernel is fresh');
} else {
  console.error('packages/word2vec/src/generated/kernel.ts is not fresh; run "npm run generate"');
  process.exitCode = 1;
}

async function compiled(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  let said = '';
  const { error } = await asc.main(['skip-gram.ts', '--baseDir', kernel, '--outFile', 'kernel.wasm', ...SETTINGS], {
    stderr: { write: (text) => void (said += String(text)) },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile: ${said}`, { cause: error });
  return binary;
}

function lines(bytes: Uint8Array): string[] {
  return (Buffer.from(bytes).toString('base64').match(/.{1,120}/g) ?? []).map((part) => `  '${part}'`);
}
