import { createInterface } from 'node:readline';
import { chooseEmbedder, loadRuntime, openEmbedder, type FaceEmbedder, type RuntimeName } from '@vitrine/vision';
import { madeChips } from './made-chips.js';

/** Started by `vitrine bench embed` as a process of its own: `embed-runner.js RUNTIME MODEL-FOLDER`; speaks as `MeasuredProgram` says. */
const [runtimeName, modelFolder] = process.argv.slice(2) as [RuntimeName, string];

const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function serve(embedder: FaceEmbedder): Promise<void> {
  say({ version: runtimeName, vector: [...(await embedder.embed(madeChips(1), 1))] });
  for await (const line of createInterface({ input: process.stdin })) {
    const [pictures = 0, times = 0] = line.split(' ').map(Number);
    const chips = madeChips(pictures);
    const before = process.cpuUsage();
    const startedAt = performance.now();
    for (let n = 0; n < times; n++) await embedder.embed(chips, pictures);
    const { user, system } = process.cpuUsage(before);
    say({ cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt });
  }
}

try {
  const embedder = await openEmbedder(chooseEmbedder(modelFolder), await loadRuntime(runtimeName, true));
  await serve(embedder);
  await embedder.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
