import type { Environment } from '@vitrine/runtime';

/** The environment this command was started in. */
export const environment: Environment = process.env;
