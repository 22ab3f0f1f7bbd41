// An inference thread that blocks for as long as it is told with each batch, and speaks as packages/vision/src/pool/thread-messages.ts says.
import { parentPort, workerData } from 'node:worker_threads';

parentPort.on('message', (request) => {
  if (request.kind === 'close') return parentPort.close();
  const startedAt = performance.now();
  while (performance.now() - startedAt < workerData.blockMs) Math.sqrt(2);
  const tookMs = performance.now() - startedAt;
  return parentPort.postMessage({ kind: 'done', outputs: request.inputs.map(() => ({ tookMs })), report: null }, []);
});
parentPort.postMessage({ kind: 'ready', hello: null }, []);
