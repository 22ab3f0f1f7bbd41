import { KERNEL } from '../generated/kernel.js';

/** Rows and vectors are padded with zeros to a multiple of this many floats. */
const LINE = 16;
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
  accumulate(sum: number, vector: number, bytes: number, weight: number): void;
  subtractOuter(matrix: number, rows: number, bytes: number, left: number, right: number, count: number): void;
}

const compiled = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));

/** Where each thing begins in `floats`: a square matrix of `width` columns and as many rows, and vectors as long as a row. */
export interface MatrixMemory {
  readonly kernel: KernelExports;
  readonly floats: Float32Array;
  readonly width: number;
  readonly sum: number;
  /** The updates put off, one row each: as they are, and times their sign. */
  readonly vectors: number;
  readonly signed: number;
  readonly matrix: number;
}

/** Takes zeroed memory for a matrix of at least so many rows. @throws RangeError when it is more than 4 GiB */
export function takeMemory(rows: number, pending: number): MatrixMemory {
  const kernel = new WebAssembly.Instance(compiled).exports;
  const width = Math.ceil(rows / LINE) * LINE;
  const sum = Math.ceil(kernel.heapStart() / FLOAT_BYTES / LINE) * LINE;
  const [vectors, signed, matrix] = [sum + width, sum + (1 + pending) * width, sum + (1 + 2 * pending) * width];
  const missing = (matrix + width * width) * FLOAT_BYTES - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return { kernel, floats: new Float32Array(kernel.memory.buffer), width, sum, vectors, signed, matrix };
}
