import { parentPort, workerData } from 'node:worker_threads';
import { VitrineError } from '@vitrine/contracts';
import type { FrameAnalysis, FrameImage } from '../chain/frame-analysis.js';
import { openFaceChain, type FaceChainOptions } from '../chain/open-face-chain.js';
import type { StagedFaceChain } from '../chain/staged-face-chain.js';
import type { ChainReport, PortableError, ThreadReply, ThreadRequest } from './thread-messages.js';

type Reply = ThreadReply<FrameAnalysis>;

const port = parentPort;
if (port === null) throw new VitrineError('internal', 'this module runs as a worker thread only');

const tell = (reply: Reply, moved: ArrayBuffer[] = []): void => port.postMessage(reply, moved);

async function serve(chain: StagedFaceChain, inputs: readonly FrameImage[], decoding: ReturnType<StagedFaceChain['decode']>): Promise<void> {
  try {
    const outputs = await chain.infer(inputs, await decoding);
    const moved = outputs.flatMap((output) => (output.kind === 'face' ? [output.vector.buffer as ArrayBuffer] : []));
    tell({ kind: 'done', outputs, report: { times: chain.stageTimes(), tensors: chain.tensorsHeld() } satisfies ChainReport }, moved);
  } catch (error) {
    if (error instanceof VitrineError) tell({ kind: 'refused', error: portable(error) });
    else breakDown(error);
  }
}

/** Whatever is not named comes from the runtime: a GPU that is gone, memory that ran out. Nothing it holds can be trusted any more, so the thread ends and its batch is tried on a new one. */
function breakDown(error: unknown): void {
  tell({ kind: 'failed', error: portable(error) });
  port?.close();
}

function portable(error: unknown): PortableError {
  if (error instanceof VitrineError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'runtime_unavailable', message: `inference broke down: ${error instanceof Error ? error.message : String(error)}`, details: {} };
}

try {
  let turn: Promise<void> = Promise.resolve();
  const chain = await openFaceChain(workerData as FaceChainOptions, () => performance.now());
  port.on('message', (request: ThreadRequest<FrameImage>) => {
    if (request.kind === 'close') return port.close();
    const decoding = chain.decode(request.inputs);
    decoding.catch(() => {});
    turn = turn.then(async () => serve(chain, request.inputs, decoding));
  });
  tell({ kind: 'ready', hello: await chain.warm() });
} catch (error) {
  breakDown(error);
}
