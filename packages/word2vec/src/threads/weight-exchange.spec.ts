import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { MEETINGS, shareWeights, WeightExchange, type SharedWeights } from './weight-exchange.js';

const WOKEN = 50;

/** A second thread that meets the first once, and tells when it goes on and with which weights. */
function secondThread(shared: SharedWeights): Worker {
  const module = JSON.stringify(new URL('weight-exchange.ts', import.meta.url).href);
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); }).then(({ WeightExchange }) => {
      const own = Float32Array.of(1, 2);
      parentPort.postMessage('waits');
      const exchange = new WeightExchange(own, workerData, 1, 2);
      own.set([1.5, 2]);
      exchange.touched[0] = 1;
      exchange.exchange();
      parentPort.postMessage(own);
    });`;
  return new Worker(program, { eval: true, workerData: shared, execArgv: ['--conditions=source'] });
}

describe('threads that bring together what they learnt', () => {
  it('go on when all have come, however often one of them is woken before', async () => {
    const shared = shareWeights(2, 2, 2);
    const barrier = new Int32Array(shared.barrier);
    const second = secondThread(shared);
    const told: unknown[] = [];
    second.on('message', (message) => told.push(message));
    await once(second, 'message');
    // A notice wakes whoever waits, and tells how many did.
    let woken = 0;
    while (woken < WOKEN) {
      woken += Atomics.notify(barrier, MEETINGS);
      await delay(1);
    }
    expect(told).toEqual(['waits']);

    const own = Float32Array.of(1, 2);
    const exchange = new WeightExchange(own, shared, 0, 2);
    own.set([1, 2.25]);
    exchange.touched[1] = 1;
    exchange.exchange();
    const [theirs] = (await once(second, 'message')) as [Float32Array];
    expect([[...own], [...theirs]]).toEqual([[1.5, 2.25], [1.5, 2.25]]);
    await second.terminate();
  });
});
