import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout; the same number of folders up from `src` and from `dist`. */
export const CHECKOUT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where downloaded servers are kept between runs; ignored by git. */
const CACHE = join(CHECKOUT, '.cache', 'infra');

/**
 * Folder `name` of the cache, filled by `fill` where it is not there yet. Processes that fill it at the same time do not disturb one another:
 * each works in its own folder, the first to finish wins. Rejects when `fill` does; nothing is left behind then.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await fill(draft);
    if (!existsSync(folder)) renameSync(draft, folder);
    return folder;
  } catch (error) {
    if (existsSync(folder)) return folder;
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
