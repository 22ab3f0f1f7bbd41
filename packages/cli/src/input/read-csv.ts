import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { VitrineError } from '@vitrine/contracts';

/** Cells of the wanted columns, in the order they were asked for. */
export type Cells = readonly string[];

/** A row that cannot be taken; becomes an error that names file and line. */
export class BadRow extends Error {}

/**
 * Streams a CSV file with a header, gzipped or not, through `take`; the file is never in memory as a whole.
 * @param columns columns that must be there; others are ignored
 * @throws VitrineError `invalid_input_file` with line and reason when the file, its header or a row is unusable
 */
export async function readCsv(path: string, columns: readonly string[], take: (cells: Cells) => void): Promise<void> {
  let places: readonly number[] | null = null;
  const onRecord = (record: string[], { lines }: { readonly lines: number }): null => {
    try {
      if (places === null) places = placesOf(record, columns);
      else take(places.map((place) => record[place] ?? ''));
      return null;
    } catch (error) {
      throw error instanceof BadRow ? unusable(path, `line ${lines}: ${error.message}`) : error;
    }
  };
  try {
    const nothing = new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() });
    const parser = parse({ bom: true, on_record: onRecord, skip_empty_lines: true });
    await (await isGzipped(path) ? pipeline(createReadStream(path), createGunzip(), parser, nothing) : pipeline(createReadStream(path), parser, nothing));
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
  if (places === null) throw unusable(path, 'the file is empty');
}

/** @throws BadRow when the cell is not a number */
export function numberCell(cell: string | undefined, column: string): number {
  const value = Number(cell);
  if (cell === undefined || cell === '' || !Number.isFinite(value)) throw new BadRow(`${column} is not a number: ${JSON.stringify(cell)}`);
  return value;
}

/** Milliseconds of a time; one without a zone is UTC. @throws BadRow when the cell is not a time */
export function timeCell(cell: string | undefined, column: string): number {
  const text = cell ?? '';
  const atMs = Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  if (Number.isNaN(atMs)) throw new BadRow(`${column} is not a time: ${JSON.stringify(text)}`);
  return atMs;
}

/** @throws BadRow when the cell is empty */
export function textCell(cell: string | undefined, column: string): string {
  if (cell === undefined || cell === '') throw new BadRow(`${column} is empty`);
  return cell;
}

async function isGzipped(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function placesOf(header: readonly string[], columns: readonly string[]): readonly number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new BadRow(`no column ${missing.join(', ')}`);
  return columns.map((column) => header.indexOf(column));
}

function unusable(path: string, reason: string, cause?: unknown): VitrineError {
  return new VitrineError('invalid_input_file', `${path}: ${reason}`, {}, cause);
}
