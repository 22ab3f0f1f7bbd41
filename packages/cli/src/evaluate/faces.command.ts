import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { chooseEmbedder, DEFAULT_EMBEDDER_ID, DETECTOR_CHOICES, evaluateFaces, openFaceChain, type DetectorChoice, type FacesReport } from '@vitrine/vision';
import { readCsv, textCell } from '../input/read-csv.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { writeChart } from '../plot/line-chart.js';

interface FacesOptions {
  readonly gallery: string;
  readonly probes?: string;
  readonly strangers?: string;
  readonly split?: 'half';
  readonly model: string;
  readonly detector: DetectorChoice;
  readonly groups?: string;
  readonly plots?: string;
  readonly json?: boolean;
}

const TELL_EVERY = 20;

/** `vitrine evaluate faces`: the chain that the face worker runs, on folders of people. */
export function facesCommand(evaluate: Command): void {
  evaluate
    .command('faces')
    .description('detection, verification and identification on folders that hold one folder a person')
    .requiredOption('--gallery <folder>', 'people who are enrolled')
    .option('--probes <folder>', 'other photographs of them; without it the second half of each folder, by name, probes the first')
    .addOption(new Option('--split <how>', 'how to make probes when there are none').choices(['half']).conflicts('probes'))
    .option('--strangers <folder>', 'people who are not enrolled; without it each enrolled person is left out in turn')
    .option('--model <embedder>', 'embedder’s id, or the folder of an imported model', DEFAULT_EMBEDDER_ID)
    .addOption(new Option('--detector <name>', 'what finds the faces').choices(DETECTOR_CHOICES).default('tiny'))
    .option('--groups <file>', 'CSV with columns person and group, for a table by group')
    .option('--plots <folder>', 'where to draw roc.svg and open-set.svg')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ gallery, probes, strangers, model, detector, groups, plots, json }: FacesOptions): Promise<void> {
  const groupOf = groups === undefined ? new Map<string, string>() : await readGroups(groups);
  const chain = await openFaceChain({ ...chooseEmbedder(model), detector }, () => performance.now());
  try {
    const report = await evaluateFaces(chain, { gallery, probes: probes ?? null, strangers: strangers ?? null, groups: groupOf }, (done, total) => {
      if (done % TELL_EVERY === 0 || done === total) tell(`${done} of ${total} photographs`);
    });
    if (plots !== undefined) await drawPlots(plots, report);
    if (json === true) writeJson(report);
    else writeReport(report);
  } finally {
    await chain.close();
  }
}

function writeReport({ images, found, tarAtFar, rank1Of, shipped, openSet, msPerImage, embedder, groups }: FacesReport): void {
  writeTable(['measure', 'value'], [
    ['embedder', embedder],
    ['faces found', `${found} of ${images}`],
    ['TAR at FAR 1e-2', rate(tarAtFar['1e-2'])],
    ['TAR at FAR 1e-3', rate(tarAtFar['1e-3'])],
    ['rank 1', `${rank1Of.correct} of ${rank1Of.total}`],
    ['shipped threshold', shipped.threshold.toFixed(3)],
    ['  strangers named (FPIR)', rate(shipped.fpir)],
    ['  members missed (FNIR)', rate(shipped.fnir)],
    ...openSet.map(({ fpir, fnir, threshold }) => [`FNIR at FPIR ${rate(fpir)}`, `${rate(fnir)} (threshold ${threshold.toFixed(3)})`]),
    ...Object.entries(msPerImage).map(([stage, ms]) => [`ms an image: ${stage}`, ms.toFixed(1)]),
  ]);
  if (groups.length === 0) return;
  writeTable(['group', 'people', 'found', 'false matches', 'false non-matches'], groups.map(({ group, people, images, found: seen, falseMatchRate, falseNonMatchRate }) => [group, String(people), `${seen} of ${images}`, rate(falseMatchRate), rate(falseNonMatchRate)]));
}

async function readGroups(path: string): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, string>();
  await readCsv(path, ['person', 'group'], ([person, group]) => groups.set(textCell(person, 'person'), textCell(group, 'group')));
  return groups;
}

async function drawPlots(folder: string, { embedder, roc, openSetCurve }: FacesReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  const points = openSetCurve.map(({ fpir, fnir }) => [fpir, fnir] as const);
  await writeChart(join(folder, 'roc.svg'), { title: `${embedder}: verification, all pairs`, x: 'false accept rate', y: 'true accept rate', lines: [{ name: 'TAR', points: roc.map(({ far, tar }) => [far, tar] as const) }] });
  await writeChart(join(folder, 'open-set.svg'), { title: `${embedder}: open set`, x: 'FPIR: share of strangers named', y: 'FNIR: share of members not named', lines: [{ name: 'FNIR', points }] });
}

function rate(value: number | null): string {
  return value === null ? 'not measured' : value.toFixed(3);
}
