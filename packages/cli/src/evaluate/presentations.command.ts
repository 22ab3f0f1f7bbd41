import type { Command } from 'commander';
import { makePresentations, openFaceChain, readPeople } from '@vitrine/vision';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell } from '../output/write-result.js';

interface PresentationsOptions {
  readonly photos: string;
  readonly output: string;
  readonly each: number;
  readonly seed: number;
}

/** `vitrine evaluate presentations`: simulated living faces and attacks, for `evaluate liveness` where there are no recordings. */
export function presentationsCommand(evaluate: Command): void {
  evaluate
    .command('presentations')
    .description('simulate living faces, and attacks with pictures of them, from photographs: sequences for "evaluate liveness"')
    .requiredOption('--photos <folder>', 'one folder a person')
    .requiredOption('--output <folder>', 'where live/ and attacks/ are written')
    .option('--each <n>', 'photographs a person', positiveNumber, 1)
    .option('--seed <n>', 'decides every motion', wholeNumber, 1)
    .action(run);
}

async function run({ photos, output, each, seed }: PresentationsOptions): Promise<void> {
  const all = await readPeople(photos);
  const chosen = [...new Set(all.map(({ person }) => person))].flatMap((person) => all.filter((photo) => photo.person === person).slice(0, each).map(({ path }) => path));
  const chain = await openFaceChain({}, () => performance.now());
  try {
    const made = await makePresentations(chain, chosen, output, { seed }, (count) => { if (count % 12 === 0) tell(`${count} sequences`); });
    tell(`${made} sequences in ${output}`);
  } finally {
    await chain.close();
  }
}
