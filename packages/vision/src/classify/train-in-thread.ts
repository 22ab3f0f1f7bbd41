import { Worker } from 'node:worker_threads';
import { VitrineError } from '@vitrine/contracts';
import { threadEntry } from '../pool/thread-entry.js';
import { LinearSvc, type LabelledVector } from './linear-svc.js';
import type { TrainingReply } from './training-thread.js';

/**
 * `trainLinearSvc` in a thread of its own, so that the process goes on answering; the same samples give the same bits.
 * @throws VitrineError as `trainLinearSvc`; `internal` when the thread dies
 * @throws the signal's reason when aborted; the thread is ended then
 */
export async function trainInThread(samples: readonly LabelledVector[], signal: AbortSignal): Promise<LinearSvc> {
  signal.throwIfAborted();
  const { entry, options } = threadEntry(new URL('./training-thread.js', import.meta.url));
  const worker = new Worker(entry, { ...options, workerData: samples });
  const abort = (): void => void worker.terminate();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const reply = await answer(worker);
    if ('fault' in reply) throw new VitrineError(reply.fault.code, reply.fault.message);
    return new LinearSvc(reply.labels, reply.dim, reply.planes);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

async function answer(worker: Worker): Promise<TrainingReply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new VitrineError('internal', `the training thread ended with ${code}`)));
  });
}
