import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ERROR_CODES } from '../src/error-codes.js';
import { errorsPage, eventsPage } from './pages.js';
import { readSchemas } from './schemas.js';
import { typescriptFiles } from './typescript.js';

/** Writes what is derived from schemas/ and from the error list; with --check it only compares. */
const root = resolve(import.meta.dirname, '../../..');
const generatedFolder = join(root, 'packages/contracts/src/generated');
const events = readSchemas(join(root, 'schemas'));

const files = new Map<string, string>();
for (const [name, text] of typescriptFiles(events)) files.set(join(generatedFolder, name), text);
files.set(join(root, 'docs/events.md'), eventsPage(events));
files.set(join(root, 'docs/errors.md'), errorsPage(ERROR_CODES));

const leftOver = existsSync(generatedFolder) ? readdirSync(generatedFolder).map((name) => join(generatedFolder, name)).filter((path) => !files.has(path)) : [];

if (process.argv.includes('--check')) {
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text).map(([path]) => path);
  const wrong = [...stale, ...leftOver].map((path) => relative(root, path));
  if (wrong.length > 0) {
    console.error(`not fresh: ${wrong.join(', ')}; run "npm run generate"`);
    process.exit(1);
  }
  console.log(`${files.size} generated files are fresh`);
} else {
  for (const path of leftOver) rmSync(path);
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.log(`${files.size} files generated`);
}
