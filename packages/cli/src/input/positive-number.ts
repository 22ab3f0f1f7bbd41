import { InvalidArgumentError } from 'commander';

/** Reads an option as a whole number of at least 1. */
export function positiveNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('must be a whole number of at least 1');
  return Number(text);
}
