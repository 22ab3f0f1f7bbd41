import { Logger } from '@nestjs/common';
import { JsonLogger } from '@vitrine/runtime';
import { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { benchCommand } from './bench/bench.command.js';
import { calibrateCommand } from './calibrate/calibrate.command.js';
import { environment } from './config.js';
import { deadLettersCommand } from './dead-letters/dead-letters.command.js';
import { demoCommand } from './demo/demo.command.js';
import { evaluateCommand } from './evaluate/evaluate.command.js';
import { explainCommand } from './explain/explain.command.js';
import { modelsCommand } from './models/models.command.js';
import { faultsCommand } from './faults/faults.command.js';
import { planCommand } from './plan/plan.command.js';
import { rebuildCommand } from './rebuild/rebuild.command.js';
import { serveCommand } from './serve/serve.command.js';
import { similarCommand } from './similar/similar.command.js';
import { simulateCommand } from './simulate/simulate.command.js';
import { trainCommand } from './train/train.command.js';

const program = new Command('vitrine').description('Offers that fit, on displays inside shops.').showHelpAfterError('(--help tells the options)');
serveCommand(program, environment);
demoCommand(program, environment);
simulateCommand(program, environment);
similarCommand(program);
evaluateCommand(program);
calibrateCommand(program);
benchCommand(program, environment);
deadLettersCommand(program, environment);
planCommand(program);
rebuildCommand(program, environment);
modelsCommand(program, environment);
explainCommand(program, environment);
trainCommand(program, environment);
faultsCommand(program);

// Clients of Kafka and Redis log through Nest, which without this writes to standard output, where results go. A service takes its own logger.
Logger.overrideLogger(new JsonLogger('vitrine', 'error'));

// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  const code = error instanceof VitrineError ? ` (${error.code})` : '';
  process.stderr.write(`vitrine: ${error instanceof Error ? error.message : String(error)}${code}\n`);
  process.exitCode = 1;
}
