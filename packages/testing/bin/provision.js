import { provision } from '../dist/infrastructure/index.js';

process.exitCode = (await provision((line) => console.log(line))) ? 0 : 1;
