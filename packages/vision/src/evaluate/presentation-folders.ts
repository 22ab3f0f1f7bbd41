import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { VitrineError, type PosePrompt } from '@vitrine/contracts';
import { PROMPTS_FILE } from '../liveness/presentations/make-presentations.js';

/** Pictures taken one after another of one presentation. */
export interface PresentationSequence {
  /** Type of the attack, or `live`. */
  readonly type: string;
  readonly paths: readonly string[];
  /** What was asked for at each picture of a guided sequence; null where nothing was. */
  readonly prompts: readonly PosePrompt[] | null;
}

/** Type of living people's sequences. */
export const LIVE = 'live';

const PICTURES: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);
const PROMPTS: ReadonlySet<string> = new Set(['AHEAD', 'LEFT', 'RIGHT', 'NONE']);

/** Living people: a folder a sequence; a picture by itself is a sequence of one. @throws VitrineError `invalid_input_file` */
export async function readLive(folder: string): Promise<PresentationSequence[]> {
  return required(await sequencesIn(folder, LIVE), folder);
}

/** Attacks: a folder a type, holding a folder a sequence or single pictures. @throws VitrineError `invalid_input_file` */
export async function readAttacks(folder: string): Promise<PresentationSequence[]> {
  const types = (await entries(folder)).filter((entry) => entry.isDirectory());
  return required((await Promise.all(types.map(async ({ name }) => sequencesIn(join(folder, name), name)))).flat(), folder);
}

async function sequencesIn(folder: string, type: string): Promise<PresentationSequence[]> {
  const found = (await entries(folder)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const alone = found.filter((entry) => entry.isFile() && isPicture(entry.name)).map(({ name }): PresentationSequence => ({ type, paths: [join(folder, name)], prompts: null }));
  const sequences = await Promise.all(found.filter((entry) => entry.isDirectory()).map(async ({ name }) => readSequence(join(folder, name), type)));
  return [...alone, ...sequences.filter(({ paths }) => paths.length > 0)];
}

async function readSequence(folder: string, type: string): Promise<PresentationSequence> {
  const names = (await entries(folder)).filter((entry) => entry.isFile()).map(({ name }) => name).toSorted();
  const paths = names.filter(isPicture).map((name) => join(folder, name));
  return { type, paths, prompts: names.includes(PROMPTS_FILE) ? await readPrompts(join(folder, PROMPTS_FILE), paths.length) : null };
}

async function readPrompts(path: string, pictures: number): Promise<PosePrompt[]> {
  const prompts = (await readFile(path, 'utf8')).trim().toUpperCase().split(',');
  if (prompts.length !== pictures || !prompts.every((prompt) => PROMPTS.has(prompt))) {
    throw new VitrineError('invalid_input_file', `${path} must name ahead, left or right for each of its ${pictures} pictures, by commas`, { path });
  }
  return prompts as PosePrompt[];
}

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new VitrineError('invalid_input_file', `${folder} cannot be read as a folder`, { path: folder }, cause);
  }
}

function required(sequences: PresentationSequence[], folder: string): PresentationSequence[] {
  if (sequences.length === 0) throw new VitrineError('invalid_input_file', `${folder} holds no sequences of pictures`, { path: folder });
  return sequences;
}

function isPicture(name: string): boolean {
  return PICTURES.has(extname(name).toLowerCase());
}
