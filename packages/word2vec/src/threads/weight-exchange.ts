const FLOAT_BYTES = 4;
/** Places in the barrier: threads that have arrived, and meetings so far. */
const ARRIVED = 0;
export const MEETINGS = 1;

/** Memory that the threads of a training share. */
export interface SharedWeights {
  /** Weights as all threads have agreed on them. */
  readonly agreed: SharedArrayBuffer;
  /** By thread how far it moved each weight since. */
  readonly moved: SharedArrayBuffer;
  readonly barrier: SharedArrayBuffer;
}

export function shareWeights(weights: number, threads: number): SharedWeights {
  return {
    agreed: new SharedArrayBuffer(weights * FLOAT_BYTES),
    moved: new SharedArrayBuffer(weights * threads * FLOAT_BYTES),
    barrier: new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT),
  };
}

/**
 * Brings what threads learnt side by side together: each goes on from the agreed weights plus what all of them moved. Sums are in the order of
 * the threads, so the same number of threads gives the same bits, whichever is first.
 */
export class WeightExchange {
  private readonly agreed: Float32Array;
  private readonly moved: readonly Float32Array[];
  private readonly barrier: Int32Array;

  /** Waits until each thread has made its own. @param own its weights, the same in each at first */
  constructor(private readonly own: Float32Array, shared: SharedWeights, private readonly thread: number, private readonly threads: number) {
    this.agreed = new Float32Array(shared.agreed);
    this.moved = Array.from({ length: threads }, (_, other) => new Float32Array(shared.moved, other * own.byteLength, own.length));
    this.barrier = new Int32Array(shared.barrier);
    if (thread === 0) this.agreed.set(own);
    this.meet();
  }

  /** Waits for the other threads, then goes on with what all of them learnt. */
  exchange(): void {
    const { agreed, moved, own, thread, threads } = this;
    const mine = moved[thread]!;
    for (let i = 0; i < own.length; i++) mine[i] = own[i]! - agreed[i]!;
    this.meet();
    const end = Math.floor((own.length * (thread + 1)) / threads);
    for (let i = Math.floor((own.length * thread) / threads); i < end; i++) {
      for (const other of moved) agreed[i]! += other[i]!;
    }
    this.meet();
    own.set(agreed);
  }

  private meet(): void {
    const { barrier, threads } = this;
    const meeting = Atomics.load(barrier, MEETINGS);
    if (Atomics.add(barrier, ARRIVED, 1) < threads - 1) {
      // Woken does not mean over: the notice of an earlier meeting may come this late.
      while (Atomics.load(barrier, MEETINGS) === meeting) Atomics.wait(barrier, MEETINGS, meeting);
      return;
    }
    Atomics.store(barrier, ARRIVED, 0);
    Atomics.add(barrier, MEETINGS, 1);
    Atomics.notify(barrier, MEETINGS);
  }
}
