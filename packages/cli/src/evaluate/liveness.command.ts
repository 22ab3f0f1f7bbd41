import { Option, type Command } from 'commander';
import { DETECTOR_CHOICES, evaluateLiveness, openFaceChain, openLiveness, type DetectorChoice, type LivenessReport, type TypeVerdicts } from '@vitrine/vision';
import { positiveNumber } from '../input/positive-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';

interface LivenessOptions {
  readonly live: string;
  readonly attacks: string;
  readonly fps: number;
  readonly detector: DetectorChoice;
  readonly json?: boolean;
}

const TELL_EVERY = 10;

/** `vitrine evaluate liveness`: the check that the face worker runs, on living people and attacks. */
export function livenessCommand(evaluate: Command): void {
  evaluate
    .command('liveness')
    .description('attacks taken for living faces (APCER by type) and living faces refused (BPCER), on sequences of pictures')
    .requiredOption('--live <folder>', 'living people: one folder of pictures a sequence; with prompts.txt (ahead,left,right …) a guided one')
    .requiredOption('--attacks <folder>', 'attacks: one folder a type, holding folders of pictures or single pictures')
    .option('--fps <n>', 'pictures a second', positiveNumber, 4)
    .addOption(new Option('--detector <name>', 'what finds the faces').choices(DETECTOR_CHOICES).default('tiny'))
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ live, attacks, fps, detector, json }: LivenessOptions): Promise<void> {
  const chain = await openFaceChain({ detector }, () => performance.now());
  try {
    const report = await evaluateLiveness(chain, openLiveness('passive'), { live, attacks, framesPerSecond: fps }, (done, total) => {
      if (done % TELL_EVERY === 0 || done === total) tell(`${done} of ${total} sequences`);
    });
    if (json === true) writeJson(report);
    else writeReport(report);
  } finally {
    await chain.close();
  }
}

function writeReport({ live, guidedLive, attacks, passive, required, guided }: LivenessReport): void {
  writeTable(['presented', 'sequences', 'faces', 'live', 'flat', 'no motion', 'undecided'], [live, { ...guidedLive, type: 'live, guided' }, ...attacks].filter(({ sequences }) => sequences > 0).map(verdictRow));
  writeTable(['APCER', 'passive', 'required', 'guided'], attacks.map(({ type }) => [type, ...[passive, required, guided].map(({ apcer }) => rate(apcer[type]))]));
  writeTable(['living people', 'passive', 'required', 'guided'], [
    ['BPCER', ...[passive, required, guided].map(({ bpcer }) => rate(bpcer))],
    ['ACER, worst type', ...[passive, required, guided].map(({ acer }) => rate(acer))],
  ]);
}

function verdictRow(verdicts: TypeVerdicts): string[] {
  const { type, sequences, faces, frames } = verdicts;
  return [type, String(sequences), `${faces} of ${frames}`, ...(['live', 'flat', 'no_motion', 'undecided'] as const).map((verdict) => String(verdicts[verdict]))];
}

function rate(value: number | null | undefined): string {
  return value == null ? '' : value.toFixed(2);
}
