import type { Command } from 'commander';
import { importCommand } from './import.command.js';

/** `vitrine models …`: the models that services load. */
export function modelsCommand(program: Command): void {
  const models = program.command('models').description('the models that services load');
  importCommand(models);
}
