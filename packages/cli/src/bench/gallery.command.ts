import type { Command } from 'commander';
import type { ConsentId, MemberId } from '@vitrine/contracts';
import { Gallery, matchAmong, personTemplates } from '@vitrine/vision';
import { Random } from '@vitrine/word2vec';
import { numberList } from '../input/number-list.js';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { machine } from './machine.js';
import { median } from './median.js';

interface GalleryOptions {
  readonly members: readonly number[];
  readonly dim: readonly number[];
  readonly templates: number;
  readonly runs: number;
  readonly seed: number;
  readonly json?: boolean;
}

interface Point {
  readonly members: number;
  readonly dim: number;
  /** CPU milliseconds a face: one by itself, 32 of a batch together, and one compared with everybody in turn. */
  readonly one: number;
  readonly batch: number;
  readonly oneByOne: number;
  readonly rowsMiB: number;
}

const BATCH = 32;

/** `vitrine bench gallery`: the exact search for a face in galleries of several sizes, beside comparing everybody in turn. */
export function galleryCommand(bench: Command): void {
  bench
    .command('gallery')
    .description('CPU milliseconds that the exact search takes for a face, by size of the gallery, beside comparing every template in plain JavaScript')
    .option('--members <list>', 'sizes of the gallery', numberList, [1_000, 10_000])
    .option('--dim <list>', 'values of a template', numberList, [129, 512])
    .option('--templates <n>', 'templates of a member', positiveNumber, 3)
    .option('--runs <n>', 'runs of each; the median counts', positiveNumber, 5)
    .option('--seed <n>', 'decides the made faces', wholeNumber, 1)
    .option('--json', 'print one JSON object')
    .action(run);
}

function run({ members, dim, templates, runs, seed, json }: GalleryOptions): void {
  const points: Point[] = [];
  for (const size of dim) {
    for (const count of members) {
      points.push(measure(count, size, templates, runs, Random.from(`gallery:${seed}`)));
      tell(`${count} members at ${size} values: ${points.at(-1)?.batch.toFixed(2)} ms a face`);
    }
  }
  const by = (pick: (point: Point) => number): Record<string, number> => Object.fromEntries(points.map((point) => [`${point.members}x${point.dim}`, pick(point)]));
  if (json === true) {
    const result = { ours: by(({ batch }) => batch), alone: by(({ one }) => one), peers: { 'one by one': by(({ oneByOne }) => oneByOne) }, ratio: { 'one by one': by(({ batch, oneByOne }) => batch / oneByOne) } };
    return writeJson({ unit: 'CPU milliseconds a face', ...result, rowsMiB: by(({ rowsMiB }) => rowsMiB), settings: { members, dim, templates, batch: BATCH, runs, seed }, machine: machine() });
  }
  writeTable(['members', 'values', 'one face, ms', `${BATCH} together, ms each`, 'one by one, ms', 'ratio', 'templates, MiB'], points.map((point) => [
    String(point.members), String(point.dim), point.one.toFixed(2), point.batch.toFixed(2), point.oneByOne.toFixed(2), (point.batch / point.oneByOne).toFixed(3), point.rowsMiB.toFixed(0),
  ]));
}

function measure(members: number, dim: number, templates: number, runs: number, random: Random): Point {
  const gallery = new Gallery();
  for (let n = 0; n < members; n++) {
    const face = made(dim, random, null);
    gallery.enrol(Array.from({ length: templates }, () => ({ memberId: `m${n}` as MemberId, consentId: 'made' as ConsentId, vector: made(dim, random, face) })));
  }
  const probes = Array.from({ length: BATCH }, () => made(dim, random, null));
  const rows = gallery.rows;
  const everybody = gallery.everybody().map((person) => ({ ...person, compared: personTemplates(person.templates().vectors.map((vector) => vector.slice())) }));
  const inTurn = everybody.map(({ memberId, consentId, compared }) => ({ memberId, consentId, templates: () => compared }));
  return {
    members, dim,
    one: cpuMs(runs, () => gallery.search(probes[0]!)),
    batch: cpuMs(runs, () => gallery.searchAll(probes)) / BATCH,
    oneByOne: cpuMs(runs, () => matchAmong(probes[0]!, inTurn, null, null)),
    rowsMiB: (rows?.memory.buffer.byteLength ?? 0) / 2 ** 20,
  };
}

/** A unit vector, near `face` where there is one. */
function made(dim: number, random: Random, face: Float32Array | null): Float32Array {
  const values = Float32Array.from({ length: dim }, (_, i) => (face?.[i] ?? 0) + (face === null ? 1 : 0.05) * (random.next() - 0.5));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

function cpuMs(runs: number, work: () => unknown): number {
  work();
  return median(Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }));
}
