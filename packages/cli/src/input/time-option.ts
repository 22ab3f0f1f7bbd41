import { InvalidArgumentError } from 'commander';

/** Reads an option as a time in ISO 8601, in milliseconds. */
export function timeOption(text: string): number {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new InvalidArgumentError('must be a time such as 2017-10-16T05:00:00Z');
  return atMs;
}
