import { InvalidArgumentError } from 'commander';

/** Reads an option as a number, which may be negative. */
export function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('must be a number');
  return value;
}
