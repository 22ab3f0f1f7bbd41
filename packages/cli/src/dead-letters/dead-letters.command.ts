import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { platformClient, withPlatform } from '../input/platform-client.js';
import { positiveNumber } from '../input/positive-number.js';
import { writeJson, writeTable } from '../output/write-result.js';
import { chosenLetters, listLetters, type Choice, type LetterQuery } from './chosen-letters.js';
import { inChunks } from './in-chunks.js';

interface Common {
  readonly url?: string;
  readonly json?: boolean;
}

interface Outcome {
  readonly id: string;
  readonly outcome: string;
  readonly replayedTo?: string;
}

/** `vitrine dead-letters …`: what became of records that no consumer could deal with, over HTTP from the running platform. */
export function deadLettersCommand(program: Command, environment: Environment): void {
  const letters = program.command('dead-letters').description('look through and handle the records that were put aside, on a running platform (its booth service)');
  filtered(withPlatform(letters.command('list').description('list dead letters without their contents')))
    .option('--status <status>', 'waiting, replayed, discarded or all', 'waiting')
    .option('--limit <n>', 'most letters shown', positiveNumber, 100)
    .option('--json', 'print one JSON object')
    .action((options: Common & LetterQuery) => list(options, environment));
  withPlatform(letters.command('inspect').description('show one dead letter, decoded where that is possible').argument('<id>', 'such as purchase.recorded.v1/17'))
    .option('--json', 'print one JSON object on one line')
    .action((id: string, options: Common) => inspect(id, options, environment));
  filtered(withPlatform(letters.command('replay').description('append the records to their topics again, for the group that put them aside; each once').argument('[ids...]', 'dead letters, such as purchase.recorded.v1/17')))
    .option('--all', 'every waiting letter that fits --topic, --group and --code')
    .option('--dry-run', 'tell what would be done')
    .option('--json', 'print one JSON object')
    .action((ids: string[], options: Common & Choice & { dryRun?: boolean }) => replay(ids, options, environment));
  filtered(withPlatform(letters.command('discard').description('note that these need nothing more; they stay in the log with the reason').argument('[ids...]', 'dead letters, such as purchase.recorded.v1/17')))
    .requiredOption('--reason <text>', 'why, for whoever looks later; no personal data')
    .option('--all', 'every waiting letter that fits --topic, --group and --code')
    .option('--json', 'print one JSON object')
    .action((ids: string[], options: Common & Choice & { reason: string }) => discard(ids, options, environment));
}

function filtered(command: Command): Command {
  return command
    .option('--topic <name>', 'only of this topic')
    .option('--group <name>', 'only those put aside by this consumer group')
    .option('--code <code>', 'only with this error code (docs/errors.md)');
}

async function list(options: Common & LetterQuery, environment: Environment): Promise<void> {
  const { total, letters } = await listLetters(platformClient(options.url, environment), options);
  if (options.json === true) return writeJson({ total, letters });
  if (letters.length === 0) return writeTable(['no dead letters'], []);
  writeTable(['id', 'status', 'code', 'group', 'time', 'detail'], letters.map(({ id, status, code, group, time, detail }) => [id, status, code, group, time, detail]));
  if (total > letters.length) writeTable([`and ${total - letters.length} more`], []);
}

async function inspect(id: string, options: Common, environment: Environment): Promise<void> {
  const letter = await platformClient(options.url, environment).get<object>(`/v1/dead-letters/${id.split('/').map(encodeURIComponent).join('/')}`);
  if (options.json === true) writeJson(letter);
  else process.stdout.write(`${JSON.stringify(letter, null, 2)}\n`);
}

async function replay(given: readonly string[], options: Common & Choice & { dryRun?: boolean }, environment: Environment): Promise<void> {
  const client = platformClient(options.url, environment);
  const ids = await chosenLetters(client, given, options);
  const results: Outcome[] = [];
  await inChunks('replay', ids, async (some) => {
    results.push(...(await client.post<{ results: Outcome[] }>('/v1/dead-letters/replay', { ids: some, dryRun: options.dryRun === true })).results);
  });
  if (options.json === true) return writeJson({ dryRun: options.dryRun === true, results });
  writeTable(['id', 'outcome', 'stands now at'], results.map(({ id, outcome, replayedTo }) => [id, outcome, replayedTo ?? '']));
}

async function discard(given: readonly string[], options: Common & Choice & { reason: string }, environment: Environment): Promise<void> {
  const client = platformClient(options.url, environment);
  const ids = await chosenLetters(client, given, options);
  const discarded: string[] = [];
  await inChunks('discard', ids, async (some) => {
    discarded.push(...(await client.post<{ discarded: string[] }>('/v1/dead-letters/discard', { ids: some, reason: options.reason })).discarded);
  });
  if (options.json === true) return writeJson({ discarded, handledBefore: ids.filter((id) => !discarded.includes(id)) });
  writeTable(['discarded'], discarded.map((id) => [id]));
}
