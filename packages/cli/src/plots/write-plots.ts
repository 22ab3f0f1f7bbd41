import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '@vitrine/contracts';
import { tell } from '../output/write-result.js';

/** Writes SVG files by name into a folder, which is made. @throws VitrineError `invalid_input_file` when it cannot be written */
export async function writePlots(folder: string, plots: ReadonlyMap<string, string>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, svg] of plots) {
      await writeFile(join(folder, `${name}.svg`), svg);
      tell(`written: ${join(folder, `${name}.svg`)}`);
    }
  } catch (error) {
    throw new VitrineError('invalid_input_file', `plots cannot be written to ${folder}: ${error instanceof Error ? error.message : String(error)}`, {}, error);
  }
}
