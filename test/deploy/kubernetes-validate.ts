import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';

const VERSION = '1.37.0';
const KUBERNETES = '1.34';
const folder = resolve(import.meta.dirname, '../../.cache/infra/kubernetes-validate');

/**
 * Checks resources against the Kubernetes API's own schemas, unknown fields refused, with PyPI's kubernetes-validate (fetched once into .cache).
 * @returns one line for each resource that does not hold
 */
export async function kubernetesValidate(resources: readonly object[]): Promise<string[]> {
  install();
  const scratch = await mkdtemp(join(tmpdir(), 'vitrine-manifests-'));
  try {
    const file = join(scratch, 'resources.yaml');
    await writeFile(file, resources.map((resource) => stringify(resource, { aliasDuplicateObjects: false })).join('---\n'));
    const output = await run(['-m', 'kubernetes_validate', '--strict', '-k', KUBERNETES, file]);
    return output.split('\n').filter((line) => line.startsWith('ERROR'));
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function install(): void {
  if (existsSync(join(folder, 'kubernetes_validate'))) return;
  execFileSync('python3', ['-m', 'pip', 'install', '-q', '--target', folder, `kubernetes-validate==${VERSION}`], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function run(args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile('python3', [...args], { env: { ...process.env, PYTHONPATH: folder }, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error !== null && !output.includes('ERROR')) fail(new Error(output || error.message));
      else done(output);
    });
  });
}
