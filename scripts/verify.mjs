// `npm run verify`: what a commit passes. `-- --no-tests` leaves the unit tests out, for a run that has just had them.
import { orExplain } from './setup.mjs';
import { attempt, installed } from './step.mjs';

const node = (path, ...args) => ({ command: process.execPath, args: [installed(path), ...args] });
const npm = (...args) => ({ command: 'npm', args: ['run', '--silent', ...args] });

const CHECKS = [
  { title: 'build', ...node('typescript/bin/tsc', '-b') },
  { title: 'pages', ...npm('typecheck', '--workspace=web') },
  { title: 'lint', ...npm('lint') },
  { title: 'dead code', ...npm('deadcode') },
  { title: 'generated is fresh', ...npm('generate:check') },
  { title: 'types of the specs', ...npm('typecheck:specs') },
  { title: 'unit tests', tests: true, ...npm('test:unit') },
];

await orExplain(async () => {
  const checks = CHECKS.filter(({ tests }) => tests !== true || !process.argv.includes('--no-tests'));
  let failed = 0;
  for (const check of checks) {
    const { ok, output, took } = await attempt({ ...check, say: () => undefined });
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${check.title.padEnd(20)} ${took.padStart(8)}`);
    if (ok) continue;
    failed += 1;
    console.log(output);
  }
  return failed === 0 ? 0 : 1;
});
