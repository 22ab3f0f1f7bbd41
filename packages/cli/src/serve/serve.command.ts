import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { closeOnSignals, platformEnvironment, readConfiguration, startService, type Environment } from '@vitrine/runtime';
import { SERVICES } from './services.js';

/** `vitrine serve <service>`: one service, or all of them in this process. */
export function serveCommand(program: Command, environment: Environment): void {
  program
    .command('serve')
    .description('run one service, or "all" of them in one process; settings come from the environment (docs/operations.md)')
    .argument('<service>', `${Object.keys(SERVICES).join(', ')} or all`)
    .action(async (name: string) => serve(name, environment));
}

async function serve(name: string, environment: Environment): Promise<void> {
  const modules = name === 'all' ? Object.values(SERVICES) : [SERVICES[name]];
  const known = modules.filter((module) => module !== undefined);
  if (known.length === 0) throw new VitrineError('invalid_configuration', `there is no service "${name}"; there are ${Object.keys(SERVICES).join(', ')} and all`);
  const config = readConfiguration(platformEnvironment, environment);
  if (name !== 'all' && config.VITRINE_MODE === 'embedded') {
    throw new VitrineError('invalid_configuration', 'one service alone needs VITRINE_MODE=distributed with KAFKA_BROKERS and REDIS_URL; embedded, use "vitrine serve all"');
  }
  const service = await startService({
    name: name === 'all' ? 'vitrine' : name, modules: known.map((module) => module(environment)), config,
    onFatal: (error) => {
      process.stderr.write(`${name}: ${error.message}\n`);
      process.exit(1);
    },
  });
  closeOnSignals(service);
  process.stderr.write(`${name} is ready on ${service.url}\n`);
}
