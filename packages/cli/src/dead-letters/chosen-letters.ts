import { VitrineError } from '@vitrine/contracts';
import type { ApiClient } from '../simulate/api-client.js';

/** Which letters are asked for. */
export interface LetterQuery {
  readonly topic?: string;
  readonly group?: string;
  readonly code?: string;
  readonly status?: string;
  readonly limit?: number;
}

/** A choice by filter instead of by name. */
export interface Choice extends LetterQuery {
  readonly all?: boolean;
}

/** A dead letter as the platform lists it. */
export interface LetterLine {
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly group: string;
  readonly time: string;
  readonly detail: string;
}

const MOST = 100_000;

export async function listLetters(client: ApiClient, { topic, group, code, status, limit }: LetterQuery): Promise<{ readonly total: number; readonly letters: readonly LetterLine[] }> {
  const wanted = Object.entries({ topic, group, code, status: status === 'all' ? undefined : status, limit: limit === undefined ? undefined : String(limit) });
  const query = new URLSearchParams(wanted.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return client.get(`/v1/dead-letters?${query.toString()}`);
}

/** The letters named, or with `--all` the waiting ones that fit. @throws VitrineError `invalid_configuration` when neither or both are given */
export async function chosenLetters(client: ApiClient, ids: readonly string[], choice: Choice): Promise<readonly string[]> {
  if ((ids.length > 0) === (choice.all === true)) throw new VitrineError('invalid_configuration', 'name dead letters, or give --all (with --topic, --group or --code to narrow it), not both');
  if (ids.length > 0) return ids;
  return (await listLetters(client, { ...choice, status: 'waiting', limit: MOST })).letters.map(({ id }) => id);
}
