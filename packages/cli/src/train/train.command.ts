import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { platformClient, withPlatform } from '../input/platform-client.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';

interface TrainOptions {
  readonly region?: string;
  readonly url?: string;
  readonly json?: boolean;
}

/** What this command reads of a training. */
interface Training {
  readonly trainingId: string;
  readonly status: 'running' | 'published' | 'rejected' | 'failed';
  readonly progress: number;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly reason?: string;
  readonly version?: string;
}

const ASK_EVERY_MS = 500;
const TELL_EVERY = 0.1;

/** `vitrine train`: trains a model on a running platform and publishes it if it is not worse than what is live. */
export function trainCommand(program: Command, environment: Environment): void {
  withPlatform(program.command('train').description('train a model on a running platform (its trainer); it is published only if it is not worse than the live one'))
    .addArgument(new Argument('<model>', 'what to train').choices(['ranking', 'word2vec']))
    .option('--region <region>', 'catalogue region, for word2vec')
    .option('--json', 'print one JSON object')
    .action((model: string, options: TrainOptions) => run(model, options, environment));
}

async function run(model: string, { region, url, json }: TrainOptions, environment: Environment): Promise<void> {
  const client = platformClient(url, environment);
  const { trainingId } = await client.post<{ trainingId: string }>('/v1/trainings', region === undefined ? { model } : { model, region });
  let told = 0;
  for (;;) {
    const training = await client.get<Training>(`/v1/trainings/${encodeURIComponent(trainingId)}`);
    if (training.status !== 'running') return report(training, json === true);
    if (training.progress >= told + TELL_EVERY) {
      told = training.progress;
      tell(`training ${model}: ${Math.round(100 * told)} %`);
    }
    await sleep(ASK_EVERY_MS);
  }
}

/** @throws VitrineError `model_invalid` when nothing was published */
function report({ trainingId, status, metrics = {}, reason, version }: Training, json: boolean): void {
  if (json) writeJson({ trainingId, status, metrics, reason: reason ?? null, version: version ?? null });
  else writeTable(['figure', 'value'], [...Object.entries(metrics).map(([name, value]) => [name, String(Math.round(value * 10_000) / 10_000)]), ...(version === undefined ? [] : [['version', version]])]);
  if (status !== 'published') throw new VitrineError('model_invalid', `the model was ${status === 'failed' ? 'not trained' : 'not published'}: ${reason ?? 'no reason given'}`);
}
