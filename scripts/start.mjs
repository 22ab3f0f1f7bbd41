// `npm start`: installs and builds what is missing, then runs the whole platform in one process with sample data.
// Arguments after `--` go to `vitrine demo`. Progress goes to standard error, so that with --json standard output holds the JSON alone.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { orExplain, setup } from './setup.mjs';
import { ROOT } from './step.mjs';

await orExplain(async () => {
  await setup((line) => process.stderr.write(`${line}\n`));
  const demo = spawn(process.execPath, [join(ROOT, 'packages', 'cli', 'bin', 'vitrine.js'), 'demo', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
  // A terminal sends Ctrl+C to both; the demo ends in its own time and this process with it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (signal === 'SIGTERM' ? demo.kill(signal) : undefined));
  return new Promise((resolve, reject) => {
    demo.once('error', reject);
    demo.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
});
