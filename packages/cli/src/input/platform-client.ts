import type { Command } from 'commander';
import { platformEnvironment, readConfiguration, type Environment } from '@vitrine/runtime';
import { ApiClient } from '../simulate/api-client.js';

/** Adds the option that names a running platform. */
export function withPlatform(command: Command): Command {
  return command.option('--url <url>', 'address of the service; default: VITRINE_HOST and VITRINE_PORT of the environment');
}

/** A client of the platform at the address, or of the one that the environment's settings would start here; the key comes from VITRINE_API_KEYS. */
export function platformClient(url: string | undefined, environment: Environment): ApiClient {
  // Only the address and the keys matter here: what a service needs beyond them is its own affair.
  const { VITRINE_HOST, VITRINE_PORT, VITRINE_API_KEYS } = readConfiguration(platformEnvironment, {
    VITRINE_HOST: environment['VITRINE_HOST'], VITRINE_PORT: environment['VITRINE_PORT'], VITRINE_API_KEYS: environment['VITRINE_API_KEYS'],
  });
  return new ApiClient((url ?? `http://${VITRINE_HOST}:${VITRINE_PORT}`).replace(/\/$/, ''), VITRINE_API_KEYS[0], 0);
}
