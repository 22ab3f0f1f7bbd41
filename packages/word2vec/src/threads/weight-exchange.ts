const FLOAT_BYTES = 4;
/** Places in the barrier: threads that have arrived, and meetings so far. */
const ARRIVED = 0;
export const MEETINGS = 1;

/** Memory that the threads of a training share. */
export interface SharedWeights {
  /** Parts of equal length that the weights consist of: what is marked as moved. */
  readonly parts: number;
  /** Weights as all threads have agreed on them. */
  readonly agreed: SharedArrayBuffer;
  /** By thread the weights that it came with. */
  readonly brought: SharedArrayBuffer;
  /** By thread which parts it moved: 1. */
  readonly marks: SharedArrayBuffer;
  readonly barrier: SharedArrayBuffer;
}

export function shareWeights(weights: number, parts: number, threads: number): SharedWeights {
  return {
    parts,
    agreed: new SharedArrayBuffer(weights * FLOAT_BYTES),
    brought: new SharedArrayBuffer(weights * threads * FLOAT_BYTES),
    marks: new SharedArrayBuffer(threads * parts),
    barrier: new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT),
  };
}

/**
 * Brings what threads learnt side by side together: each goes on from the agreed weights plus what all of them moved. Sums are of 32 bits, in the order of
 * the threads, so the same number of threads gives the same bits, whichever is first. Only parts that a thread moved are summed.
 */
export class WeightExchange {
  /** Where the thread marks with 1 each part that it moves. */
  readonly touched: Uint8Array;
  private readonly agreed: Float32Array;
  private readonly brought: readonly Float32Array[];
  private readonly marks: readonly Uint8Array[];
  private readonly barrier: Int32Array;
  private readonly partLength: number;
  /** A part as it was agreed on before. */
  private readonly before: Float32Array;

  /** Waits until each thread has made its own. @param own its weights, the same in each at first */
  constructor(private readonly own: Float32Array, shared: SharedWeights, private readonly thread: number, private readonly threads: number) {
    this.partLength = own.length / shared.parts;
    this.before = new Float32Array(this.partLength);
    this.agreed = new Float32Array(shared.agreed);
    this.brought = Array.from({ length: threads }, (_, other) => new Float32Array(shared.brought, other * own.byteLength, own.length));
    this.marks = Array.from({ length: threads }, (_, other) => new Uint8Array(shared.marks, other * shared.parts, shared.parts));
    this.touched = this.marks[thread]!;
    this.barrier = new Int32Array(shared.barrier);
    if (thread === 0) this.agreed.set(own);
    this.meet();
  }

  /** Waits for the other threads, then goes on with what all of them learnt. */
  exchange(): void {
    const { agreed, brought, own, thread, threads, touched } = this;
    brought[thread]!.set(own);
    this.meet();
    const end = Math.floor((touched.length * (thread + 1)) / threads);
    for (let part = Math.floor((touched.length * thread) / threads); part < end; part++) this.bringTogether(part);
    this.meet();
    touched.fill(0);
    own.set(agreed);
  }

  private bringTogether(part: number): void {
    const { agreed, before, brought, marks, partLength } = this;
    const start = part * partLength;
    let moved = false;
    for (let mover = 0; mover < brought.length; mover++) {
      if (marks[mover]![part] !== 1) continue;
      if (!moved) for (let i = 0; i < partLength; i++) before[i] = agreed[start + i]!;
      moved = true;
      addChange(agreed, brought[mover]!, before, start);
    }
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

/** In 32 bits at each step. */
function addChange(sum: Float32Array, after: Float32Array, before: Float32Array, start: number): void {
  for (let i = 0; i < before.length; i++) sum[start + i]! += Math.fround(after[start + i]! - before[i]!);
}
