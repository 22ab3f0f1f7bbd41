import { InvalidArgumentError } from 'commander';

/** Reads an option as whole numbers separated by commas. */
export function numberList(text: string): number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('must be whole numbers separated by commas');
  return text.split(',').map(Number);
}
