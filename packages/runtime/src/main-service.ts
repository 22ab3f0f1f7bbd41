import type { DynamicModule } from '@nestjs/common';
import { readConfiguration, type Environment } from './configuration.js';
import { platformEnvironment } from './platform-config.js';
import { startService } from './service.js';
import { closeOnSignals } from './shutdown.js';

/** The `main` of a service: reads the settings, starts, and ends on a signal. Faults end in one readable line and status 1. */
export async function runService(name: string, module: (environment: Environment) => DynamicModule, environment: Environment): Promise<void> {
  try {
    const config = readConfiguration(platformEnvironment, environment);
    const service = await startService({
      name, modules: [module(environment)], config,
      onFatal: (error) => { process.stderr.write(`${name}: ${error.message}\n`); process.exit(1); },
    });
    closeOnSignals(service);
    process.stderr.write(`${name} is ready on ${service.url}\n`);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
