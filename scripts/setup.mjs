// Installs and builds what is not installed and built yet. `npm start` and `npm test` begin with it; alone: `node scripts/setup.mjs`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installed, mustDo, ROOT, StepFailed } from './step.mjs';

const WEB_STAMP = join(ROOT, '.cache', 'setup', 'web.sha256');
const WEB_SOURCES = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'web/package.json', 'packages/contracts/src', 'package-lock.json'];

/**
 * @param {(line: string) => void} say where progress goes
 * @throws {StepFailed}
 */
export async function setup(say) {
  checkNode();
  if (!isInstalled()) {
    await mustDo({
      title: 'installing dependencies (npm ci; a few minutes the first time)', command: 'npm', args: ['ci', '--no-audit', '--no-fund', '--loglevel=error'], say,
      advice: 'Is the npm registry reachable? `npm config get registry` shows which one is used.',
    });
  }
  await mustDo({ title: 'building', command: process.execPath, args: [installed('typescript/bin/tsc'), '-b'], say });
  await buildWeb(say);
}

function checkNode() {
  const wanted = '20.19';
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = wanted.split('.').map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new StepFailed('Checking Node', '', `Vitrine needs Node ${wanted} or later; this is ${process.versions.node}. Get one from nodejs.org or with a version manager.`);
}

/** Whether node_modules holds what package-lock.json says. npm leaves a list of what it installed, written last. */
function isInstalled() {
  const list = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    if (found[path] === undefined) return optional === true || devOptional === true;
    return link === true || found[path].version === version;
  });
}

async function buildWeb(say) {
  const hash = hashOf(WEB_SOURCES);
  const built = existsSync(join(ROOT, 'web', 'dist', 'index.html')) && existsSync(WEB_STAMP) && readFileSync(WEB_STAMP, 'utf8') === hash;
  if (built) return;
  await mustDo({ title: 'building the pages', command: 'npm', args: ['run', 'build', '--workspace=web', '--loglevel=error'], say });
  mkdirSync(join(WEB_STAMP, '..'), { recursive: true });
  writeFileSync(WEB_STAMP, hash);
}

/** @param {string[]} places files and folders; those that are missing count as empty */
function hashOf(places) {
  const hash = createHash('sha256');
  for (const place of places.filter((path) => existsSync(join(ROOT, path)))) {
    for (const file of filesOf(place)) hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** @param {string} place @returns {string[]} */
function filesOf(place) {
  try {
    return readdirSync(join(ROOT, place), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name }) => filesOf(`${place}/${name}`));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [place];
    throw error;
  }
}

/**
 * Runs `work`; a failed step ends the process with its output and advice instead of a stack.
 * @param {() => Promise<number>} work giving the exit code
 * @param {() => void} [afterwards] what is said last after a failed step
 */
export async function orExplain(work, afterwards) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`${error.output}\n✗ ${error.message}\n`);
    process.exitCode = 1;
    afterwards?.();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orExplain(async () => {
    await setup((line) => console.log(line));
    return 0;
  });
}
