import { KernelMemory, LANES } from './kernel-memory.js';
import { LARGEST_PRODUCT, type SkipGramStep } from './skip-gram-step.js';
import { PARTS, WeightRows } from './weight-rows.js';

/** How large a model's steps are. */
export interface StepShape {
  readonly dim: number;
  /** Whether rows have sums of squares, which `adapt` needs. */
  readonly adaptive: boolean;
  /** Most inputs of one `descend`. */
  readonly maxInputs: number;
  /** Most targets of one step. */
  readonly maxTargets: number;
}

const FLOAT_BYTES = 4;
/** What an item's vector is the sum of. */
const VECTOR = ['input', 'output'] as const;

/** The step in WebAssembly with SIMD: 32-bit arithmetic in one fixed order, so the same bits on every machine. */
export class SimdStep implements SkipGramStep {
  /** The rows it works on. */
  readonly weights: WeightRows;
  private readonly memory = new KernelMemory();
  private readonly inputs: number;
  private readonly targets: number;
  private readonly errors: number;
  private readonly sums: number;

  constructor({ dim, adaptive, maxInputs, maxTargets }: StepShape) {
    this.inputs = this.memory.take(maxInputs);
    this.targets = this.memory.take(maxTargets);
    this.errors = this.memory.take(maxTargets);
    this.sums = this.memory.take(2 * Math.ceil(dim / LANES) * LANES);
    this.weights = new WeightRows(this.memory, dim, adaptive ? 4 : 2);
  }

  /** Mean of input plus output vector of the rows, each as often as `counts` says; zeros when nothing counts. Sums are of 64 bits, in the order of the rows. */
  meanVector(counts: readonly number[]): Float64Array {
    const { memory, weights } = this;
    memory.floats.fill(0, this.sums, this.sums + 2 * weights.partLength);
    const length = bytes(weights.partLength);
    let total = 0;
    for (let row = 0; row < weights.rows; row++) {
      const count = counts[row] ?? 0;
      total += count;
      for (const part of VECTOR) memory.kernel.accumulate(bytes(this.sums), bytes(weights.offset(row, part)), length, count);
    }
    return new Float64Array(memory.floats.buffer, bytes(this.sums), weights.dim).map((sum) => (total > 0 ? sum / total : 0));
  }

  descend(inputs: Int32Array, inputCount: number, targets: Int32Array, targetCount: number, rate: number): void {
    this.address(this.inputs, inputs, inputCount, PARTS.input);
    this.address(this.targets, targets, targetCount, PARTS.output);
    const { kernel } = this.memory;
    kernel.descend(bytes(this.inputs), inputCount, bytes(this.targets), targetCount, bytes(this.weights.partLength), rate, LARGEST_PRODUCT, bytes(this.errors));
  }

  adapt(input: number, targets: Int32Array, contexts: number, targetCount: number, rate: number): void {
    this.address(this.targets, targets, targetCount, PARTS.output);
    const { weights, memory } = this;
    memory.kernel.adapt(bytes(weights.offset(input, 'input')), bytes(this.targets), contexts, targetCount, bytes(weights.partLength), rate, bytes(this.errors));
  }

  /** Writes the addresses of a part of rows where the kernel finds them. */
  private address(list: number, rows: Int32Array, count: number, part: number): void {
    const { weights, memory } = this;
    const first = weights.offset(0, 'input') + part * weights.partLength;
    for (let i = 0; i < count; i++) memory.ints[list + i] = bytes(first + rows[i]! * weights.stride);
  }
}

function bytes(floats: number): number {
  return floats * FLOAT_BYTES;
}
