// `npm test`: installs and builds what is missing, provides Kafka and Redis, type-checks the specs and runs every test.
// Arguments after `--` go to vitest. The last line is `N passed, N failed`, with `, N skipped` where there are any.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { orExplain, setup } from './setup.mjs';
import { attempt, installed, mustDo, ROOT } from './step.mjs';

const RESULTS = join(ROOT, '.cache', 'test', 'results.json');
const say = (line) => console.log(line);

async function specsTypeCheck() {
  say('• checking the types of the specs');
  const { ok, output, took } = await attempt({ title: 'type check', command: process.execPath, args: [installed('typescript/bin/tsc'), '-p', 'tsconfig.specs.json'], say });
  say(ok ? `  done in ${took}` : `${output}\n✗ the specs do not type-check`);
  return ok;
}

/** @param {string[]} args @returns {Promise<number>} vitest's exit code */
async function vitest(args) {
  rmSync(RESULTS, { force: true });
  mkdirSync(join(RESULTS, '..'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const run = spawn(process.execPath, [installed('vitest/vitest.mjs'), 'run', ...reporters, ...args], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Counts tests; a file that could not be loaded counts as one failed. */
function counted() {
  if (!existsSync(RESULTS)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(RESULTS, 'utf8'));
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'));
  return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
}

await orExplain(async () => {
  await setup(say);
  await mustDo({ title: 'providing Kafka and Redis', command: process.execPath, args: [join(ROOT, 'packages', 'testing', 'bin', 'provision.js')], say, show: true });
  const typesFit = await specsTypeCheck();
  const code = await vitest(process.argv.slice(2));
  const { passed, failed, skipped } = counted();
  // Whatever went wrong outside a test must not end in "0 failed".
  const others = typesFit ? 0 : 1;
  const failures = Math.max(failed + others, code === 0 ? 0 : 1);
  say(`\n${passed} passed, ${failures} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  return failures === 0 ? 0 : 1;
}, () => say('\n0 passed, 1 failed'));
