import type { Command } from 'commander';
import { runCommand } from './run.command.js';
import { soakCommand } from './soak.command.js';

/** `vitrine faults …`: does harm to a platform of its own and looks whether the promises hold. */
export function faultsCommand(program: Command): void {
  const faults = program.command('faults').description('do harm to a platform of its own and see whether nothing is lost and nothing applied twice');
  runCommand(faults);
  soakCommand(faults);
}
