import { parentPort, threadId, workerData } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from './thread-messages.js';

/** Answers each input with itself, in which batch of its thread and beside how many others it came; 'die', 'refuse', 'hang' and 'break' (as a runtime does) do what they say. */
export interface Echo {
  readonly input: string;
  readonly thread: number;
  readonly batch: number;
  readonly beside: number;
}

const port = parentPort;
/** `faults[0]` further batches break down, and `faults[1]` further starts fail, in whatever thread of the pool. */
const { startFails = false, faults = new Int32Array(2) } = (workerData ?? {}) as { startFails?: boolean; faults?: Int32Array };
let batch = 0;

const tell = (reply: ThreadReply<Echo>): void => port?.postMessage(reply, []);

function answer(inputs: readonly string[]): void {
  if (inputs.includes('die')) process.exit(7);
  if (inputs.includes('break') || spend(0)) return fail();
  if (inputs.includes('hang')) for (;;) Math.sqrt(2);
  if (inputs.includes('refuse')) return tell({ kind: 'refused', error: { code: 'model_invalid', message: 'no', details: { at: 1 } } });
  tell({ kind: 'done', outputs: inputs.map((input) => ({ input, thread: threadId, batch, beside: inputs.length - 1 })), report: inputs.length });
  batch++;
}

function spend(kind: 0 | 1): boolean {
  return Atomics.load(faults, kind) > 0 && Atomics.sub(faults, kind, 1) > 0;
}

function fail(): void {
  tell({ kind: 'failed', error: { code: 'runtime_unavailable', message: 'no runtime', details: {} } });
  port?.close();
}

port?.on('message', (request: ThreadRequest<string>) => {
  if (request.kind === 'batch') answer(request.inputs);
  else port.close();
});
if (startFails || spend(1)) fail();
else tell({ kind: 'ready', hello: 'hello' });
