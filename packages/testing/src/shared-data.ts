import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Path of a file or folder of the evaluation data, or null when this machine does not have it; skip the test then and say so.
 * Looked for under the environment's VITRINE_SHARED_DATA, else in `../shared/data` beside the repository.
 */
export function sharedData(name: string): string | null {
  const root = process.env['VITRINE_SHARED_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');
  const path = join(root, name);
  return existsSync(path) ? path : null;
}
