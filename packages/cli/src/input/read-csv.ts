import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse, type CsvError } from 'csv-parse';
import { VitrineError } from '@vitrine/contracts';
import { RejectedRows } from './rejected-rows.js';

/** Cells of the wanted columns, in the order they were asked for. */
export type Cells = readonly string[];

/** A row that cannot be taken: it is left out, with this reason. */
export class BadRow extends Error {}

/**
 * Streams a CSV file with a header, gzipped or not, through `take`; the file is never in memory as a whole.
 * A row that is no CSV, or that `take` refuses by BadRow before it has changed anything, is told with line and reason and left out.
 * @param columns columns that must be there; others are ignored
 * @throws VitrineError `invalid_input_file` when the file or its header is unusable, or none or more than a hundred of its rows are
 */
export async function readCsv(path: string, columns: readonly string[], take: (cells: Cells) => void): Promise<void> {
  let places: readonly number[] | null = null;
  let taken = 0;
  const rejected = new RejectedRows(path);
  const onRecord = (record: string[], { lines }: { readonly lines: number }): null => {
    if (places === null) {
      places = placesOf(record, columns, path);
      return null;
    }
    try {
      take(places.map((place) => record[place] ?? ''));
      taken++;
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      rejected.reject(lines, error.message);
    }
    return null;
  };
  try {
    const nothing = new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() });
    const onSkip = (error: CsvError | undefined): undefined => {
      rejected.reject(Number(error?.['lines'] ?? 0), error?.message ?? 'no CSV');
    };
    const parser = parse({ bom: true, on_record: onRecord, on_skip: onSkip, skip_empty_lines: true, skip_records_with_error: true });
    await (await isGzipped(path) ? pipeline(createReadStream(path), createGunzip(), parser, nothing) : pipeline(createReadStream(path), parser, nothing));
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
  if (places === null) throw unusable(path, 'the file is empty');
  rejected.end(taken);
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

function placesOf(header: readonly string[], columns: readonly string[], path: string): readonly number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw unusable(path, `line 1: no column ${missing.join(', ')}`);
  return columns.map((column) => header.indexOf(column));
}

function unusable(path: string, reason: string, cause?: unknown): VitrineError {
  return new VitrineError('invalid_input_file', `${path}: ${reason}`, {}, cause);
}
