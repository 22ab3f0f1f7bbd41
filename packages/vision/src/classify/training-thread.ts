import { parentPort, workerData } from 'node:worker_threads';
import { VitrineError } from '@vitrine/contracts';
import { trainLinearSvc, type LabelledVector } from './linear-svc.js';

/** What the training thread answers, once. */
export type TrainingReply =
  | { readonly labels: readonly string[]; readonly dim: number; readonly planes: Float32Array }
  | { readonly fault: { readonly code: VitrineError['code']; readonly message: string } };

function train(samples: readonly LabelledVector[]): TrainingReply {
  try {
    const { labels, dim, planes } = trainLinearSvc(samples);
    return { labels, dim, planes };
  } catch (error) {
    return { fault: { code: error instanceof VitrineError ? error.code : 'internal', message: error instanceof Error ? error.message : String(error) } };
  }
}

parentPort?.postMessage(train(workerData as readonly LabelledVector[]), []);
