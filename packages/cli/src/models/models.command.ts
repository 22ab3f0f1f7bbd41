import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { importCommand } from './import.command.js';
import { versionCommands } from './versions.command.js';

/** `vitrine models …`: the models that services load. */
export function modelsCommand(program: Command, environment: Environment): void {
  const models = program.command('models').description('the models that services load');
  importCommand(models);
  versionCommands(models, environment);
}
