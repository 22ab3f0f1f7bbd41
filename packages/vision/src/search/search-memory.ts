import { KERNEL } from '../generated/kernel.js';

/** As much of the global as is used; its full types belong to the library of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly env: { readonly memory: SharedMemory } }) => { readonly exports: SearchKernel };
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared: true }) => SharedMemory;
};

/** Memory that several threads may read; it may be sent to one. */
export interface SharedMemory {
  /** All of it; another object after it has grown, while older ones still show what they showed. */
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** What `kernel/dot-products.ts` exports; addresses and lengths in bytes. */
export interface SearchKernel {
  heapStart(): number;
  dots(rows: number, rowCount: number, stride: number, queries: number, queryCount: number, bytes: number, out: number): void;
}

const PAGE_BYTES = 65_536;
const compiled = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));

/** Memory for rows; up to 4 GiB. */
export function newSharedMemory(): SharedMemory {
  return new WebAssembly.Memory({ initial: 1, maximum: PAGE_BYTES, shared: true });
}

/** The kernel on such a memory, in the calling thread. */
export function kernelOn(memory: SharedMemory): SearchKernel {
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports;
}

/** @throws RangeError when that is more than 4 GiB */
export function growTo(memory: SharedMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}
