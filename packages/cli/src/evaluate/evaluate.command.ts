import type { Command } from 'commander';
import { basketsCommand } from './baskets.command.js';
import { embeddingsCommand } from './embeddings.command.js';
import { facesCommand } from './faces.command.js';
import { livenessCommand } from './liveness.command.js';
import { offersCommand } from './offers.command.js';
import { presentationsCommand } from './presentations.command.js';
import { sessionsCommand } from './sessions.command.js';
import { streamCommand } from './stream.command.js';

/** `vitrine evaluate …`: how good the parts are, on data that is given. */
export function evaluateCommand(program: Command): void {
  const evaluate = program.command('evaluate').description('measure the quality of a part on given data');
  embeddingsCommand(evaluate);
  facesCommand(evaluate);
  livenessCommand(evaluate);
  presentationsCommand(evaluate);
  sessionsCommand(evaluate);
  streamCommand(evaluate);
  basketsCommand(evaluate);
  offersCommand(evaluate);
}
