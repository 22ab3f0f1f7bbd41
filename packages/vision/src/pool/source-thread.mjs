// Starts a TypeScript module as a worker thread, when running from source: tests and `tsx` only.
import process from 'node:process';
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
