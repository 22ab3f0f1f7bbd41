import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { displaysCommand } from './displays/displays.command.js';
import { embedCommand } from './embed/embed.command.js';
import { gatheringCommand } from './gathering/gathering.command.js';
import { galleryCommand } from './gallery.command.js';
import { framesCommand } from './frames/frames.command.js';
import { memoryCommand } from './memory/memory.command.js';
import { pipelineCommand } from './pipeline/pipeline.command.js';
import { offersCommand } from './offers.command.js';
import { wordsCommand } from './words.command.js';

/** `vitrine bench …`: how fast the parts are, each beside its peer in the same run. */
export function benchCommand(program: Command, environment: Environment): void {
  const bench = program.command('bench').description('measure the speed of a part beside its peer');
  wordsCommand(bench, environment);
  embedCommand(bench, environment);
  galleryCommand(bench);
  framesCommand(bench, environment);
  memoryCommand(bench);
  pipelineCommand(bench, environment);
  offersCommand(bench);
  gatheringCommand(bench);
  displaysCommand(bench, environment);
}
