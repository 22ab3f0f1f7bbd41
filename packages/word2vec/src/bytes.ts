import { ModelFormatError } from './model-format-error.js';

/** Appends little-endian values to a growing buffer. Arrays are copied as they lie in memory: every machine Node runs on is little-endian. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(1 << 16);
  private length = 0;

  uint32(value: number): this {
    this.length = this.room(4).writeUInt32LE(value, this.length);
    return this;
  }

  float64(value: number): this {
    this.length = this.room(8).writeDoubleLE(value, this.length);
    return this;
  }

  /** Byte length, then UTF-8. */
  text(value: string): this {
    const bytes = Buffer.byteLength(value);
    this.uint32(bytes).room(bytes).write(value, this.length);
    this.length += bytes;
    return this;
  }

  /** The values only; their number must be known to the reader. */
  float32s(values: Float32Array): this {
    return this.raw(values);
  }

  /** Number of values, then the values. */
  int32s(values: Int32Array): this {
    return this.uint32(values.length).raw(values);
  }

  /** What was written so far; shares memory with the writer. */
  written(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private raw(values: Float32Array | Int32Array): this {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.room(bytes.length).set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  private room(bytes: number): Buffer {
    if (this.length + bytes > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    return this.buffer;
  }
}

/** Reads little-endian values; every method throws a ModelFormatError `truncated` when the bytes end too early. */
export class ByteReader {
  private readonly buffer: Buffer;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.take(4));
  }

  float64(): number {
    return this.buffer.readDoubleLE(this.take(8));
  }

  text(): string {
    const bytes = this.uint32();
    const start = this.take(bytes);
    return this.buffer.toString('utf8', start, start + bytes);
  }

  float32s(count: number): Float32Array {
    return new Float32Array(this.copy(count * 4));
  }

  int32s(): Int32Array {
    return new Int32Array(this.copy(this.uint32() * 4));
  }

  private copy(bytes: number): ArrayBuffer {
    const start = this.take(bytes);
    return Uint8Array.from(this.buffer.subarray(start, start + bytes)).buffer;
  }

  private take(bytes: number): number {
    const start = this.position;
    if (start + bytes > this.buffer.length) {
      throw new ModelFormatError('truncated', `the file ends after ${this.buffer.length} bytes, ${start + bytes} were expected`);
    }
    this.position += bytes;
    return start;
  }
}
