import { KERNEL } from '../generated/kernel.js';

/** Rows are padded to a multiple of this many floats, so that the kernel's loops need no remainder. */
export const LANES = 8;

const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;

/** As much of the global as is used; its full types belong to the library of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: KernelExports };
};

/** What the compiled module exports; addresses and lengths in bytes. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapStart(): number;
  descend(inputs: number, inputCount: number, outputs: number, outputCount: number, bytes: number, rate: number, limit: number, errors: number): void;
  adapt(input: number, outputs: number, contexts: number, outputCount: number, bytes: number, rate: number, errors: number): void;
  accumulate(sum: number, row: number, bytes: number, weight: number): void;
}

const compiled = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));

/** An instance of the compiled kernel with a memory of its own, given out from the front and never given back. */
export class KernelMemory {
  readonly kernel = new WebAssembly.Instance(compiled).exports;
  /** All of the memory; another array after it has grown. */
  floats: Float32Array;
  ints: Int32Array;
  private taken: number;

  constructor() {
    this.floats = new Float32Array(this.kernel.memory.buffer);
    this.ints = new Int32Array(this.kernel.memory.buffer);
    this.taken = Math.ceil(this.kernel.heapStart() / FLOAT_BYTES / LANES) * LANES;
  }

  /** Index in `floats` of that many zeroed floats, a multiple of LANES. @throws RangeError when 4 GiB are full */
  take(floats: number): number {
    const start = this.taken;
    this.taken += Math.ceil(floats / LANES) * LANES;
    const missing = this.taken * FLOAT_BYTES - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.grow(Math.ceil(missing / PAGE_BYTES));
    return start;
  }

  /** By a quarter at least, so that growing is rare. */
  private grow(pages: number): void {
    const { memory } = this.kernel;
    memory.grow(Math.max(pages, Math.ceil(memory.buffer.byteLength / PAGE_BYTES / 4)));
    this.floats = new Float32Array(memory.buffer);
    this.ints = new Int32Array(memory.buffer);
  }
}
