import { parentPort, threadId, workerData } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from './thread-messages.js';

/** Answers each input with itself, in which batch of its thread and beside how many others it came; 'die', 'refuse' and 'hang' do what they say. */
export interface Echo {
  readonly input: string;
  readonly thread: number;
  readonly batch: number;
  readonly beside: number;
}

const port = parentPort;
const { startFails = false } = (workerData ?? {}) as { startFails?: boolean };
let batch = 0;

const tell = (reply: ThreadReply<Echo>): void => port?.postMessage(reply, []);

function answer(inputs: readonly string[]): void {
  if (inputs.includes('die')) process.exit(7);
  if (inputs.includes('hang')) for (;;) Math.sqrt(2);
  if (inputs.includes('refuse')) return tell({ kind: 'refused', error: { code: 'model_invalid', message: 'no', details: { at: 1 } } });
  tell({ kind: 'done', outputs: inputs.map((input) => ({ input, thread: threadId, batch, beside: inputs.length - 1 })), report: inputs.length });
  batch++;
}

port?.on('message', (request: ThreadRequest<string>) => {
  if (request.kind === 'batch') answer(request.inputs);
  else port.close();
});
if (startFails) {
  tell({ kind: 'failed', error: { code: 'runtime_unavailable', message: 'no runtime', details: {} } });
  port?.close();
} else tell({ kind: 'ready', hello: 'hello' });
