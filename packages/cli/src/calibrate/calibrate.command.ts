import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import {
  calibrate, chooseEmbedder, DEFAULT_CONFIDENCE, DEFAULT_EMBEDDER_ID, DETECTOR_CHOICES, embedPhotos, openFaceChain, parseEmbeddings, readPeople, splitHalf,
  type Calibration, type DetectorChoice, type PersonVector,
} from '@vitrine/vision';
import { decimal } from '../input/decimal.js';
import { positiveNumber } from '../input/positive-number.js';
import { readInput } from '../input/read-input.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { writeChart } from '../plot/line-chart.js';

interface CalibrateOptions {
  readonly gallery?: string;
  readonly strangers?: string;
  readonly input?: string;
  readonly model: string;
  readonly detector: DetectorChoice;
  readonly members: number;
  readonly rate: number;
  readonly confidence: number;
  readonly seed: number;
  readonly plot?: string;
  readonly output?: string;
  readonly json?: boolean;
}

interface Vectors {
  readonly embedder: EmbedderId;
  readonly enrolled: readonly PersonVector[];
  readonly probes: readonly PersonVector[];
  readonly strangers: readonly PersonVector[];
}

/** `vitrine calibrate`: the accept threshold for a gallery's size, from enrolled people and strangers. */
export function calibrateCommand(program: Command): void {
  program
    .command('calibrate')
    .description('the accept threshold at an operating point, from pictures or vectors of enrolled people and of strangers')
    .option('--gallery <folder>', 'one folder a person; the first half of each, by name, is enrolled, the rest probes')
    .option('--strangers <folder>', 'people who are not enrolled; without it each enrolled person is left out in turn')
    .option('--input <file>', 'instead of folders: face vectors as for "evaluate embeddings"')
    .option('--model <embedder>', 'embedder’s id, or the folder of an imported model', DEFAULT_EMBEDDER_ID)
    .addOption(new Option('--detector <name>', 'what finds the faces; the face workers’').choices(DETECTOR_CHOICES).default('tiny'))
    .option('--members <n>', 'size of the gallery the threshold is for', positiveNumber, 1000)
    .option('--rate <share>', 'share of strangers who may be taken for somebody', decimal, 0.001)
    .option('--confidence <share>', 'share of samples of other strangers in which that is to hold; 0: for these', decimal, DEFAULT_CONFIDENCE)
    .option('--seed <n>', 'decides the samples', wholeNumber, 1)
    .option('--plot <file>', 'where to draw false negatives over false positives, as SVG')
    .option('--output <file>', 'where to put the calibration for VITRINE_FACE_CALIBRATION, as JSON')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run(options: CalibrateOptions): Promise<void> {
  if (!(options.rate > 0 && options.rate < 1)) throw new VitrineError('invalid_field', 'rate must be above 0 and below 1', { field: 'rate' });
  const { members, rate, confidence, seed } = options;
  const found = calibrate({ ...(await vectorsOf(options)), members, rate, confidence, seed });
  if (options.plot !== undefined) {
    const points = found.curve.map(({ fpir, fnir }) => [fpir, fnir] as const);
    await writeChart(options.plot, { title: `${found.embedder}: open set, ${found.measured.people} people enrolled`, x: 'FPIR: share of strangers named', y: 'FNIR: share of members not named', lines: [{ name: 'FNIR', points }] });
  }
  if (options.output !== undefined) await writeFile(options.output, `${JSON.stringify(found, null, 2)}\n`).catch(() => { throw new VitrineError('invalid_input_file', `${options.output ?? ''} cannot be written`); });
  if (options.json === true) writeJson(found);
  else writeReport(found);
}

async function vectorsOf({ input, gallery, strangers, model, detector }: CalibrateOptions): Promise<Vectors> {
  if ((input === undefined) === (gallery === undefined)) throw new VitrineError('invalid_field', 'give either --gallery or --input', { field: 'gallery' });
  if (input !== undefined) {
    const all = parseEmbeddings((await readInput(input)).toString('utf8'), input);
    return { embedder: chooseEmbedder(model).embedder, enrolled: all.filter(({ split }) => split === 'train'), probes: all.filter(({ split }) => split === 'test'), strangers: [] };
  }
  const { first, rest } = splitHalf(await readPeople(gallery ?? ''));
  const outside = strangers === undefined ? [] : await readPeople(strangers);
  const chain = await openFaceChain({ ...chooseEmbedder(model), detector }, () => performance.now());
  try {
    const embed = async (photos: Parameters<typeof embedPhotos>[1]): Promise<PersonVector[]> => embedPhotos(chain, photos, (done, total) => tell(`${done} of ${total} photographs`));
    return { embedder: chain.embedderId, enrolled: await embed(first), probes: await embed(rest), strangers: await embed(outside) };
  } finally {
    await chain.close();
  }
}

function writeReport({ embedder, accept, probable, members, rate, fnir, measured, tail }: Calibration): void {
  writeTable(['measure', 'value'], [
    ['embedder', embedder],
    ['measured on', `${measured.people} people, ${measured.probes} probes, ${measured.strangers} strangers, ${measured.comparisons} comparisons`],
    [`accept, ${measured.people} members`, measured.accept.toFixed(3)],
    [`accept, ${members} members`, tail === null ? 'too few comparisons to tell' : accept.toFixed(3)],
    ['strangers who may be named', String(rate)],
    ['members not named at it (FNIR)', fnir.toFixed(3)],
    ['probable', probable.toFixed(3)],
  ]);
}
