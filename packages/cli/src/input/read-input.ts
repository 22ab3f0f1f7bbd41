import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { VitrineError } from '@vitrine/contracts';

const inflate = promisify(gunzip);

/** A file's bytes, unpacked when it is gzipped. @throws VitrineError `invalid_input_file` */
export async function readInput(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? await inflate(bytes) : bytes;
  } catch (error) {
    throw new VitrineError('invalid_input_file', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {}, error);
  }
}
