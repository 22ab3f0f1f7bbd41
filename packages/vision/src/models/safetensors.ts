import { VitrineError } from '@vitrine/contracts';
import { valuesIn } from './tensor-shape.js';

/** A tensor of a file: 32-bit floats, row by row. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, in the order of the file. */
export type StoredTensors = ReadonlyMap<string, StoredTensor>;

/** Longest header that is read; FaceNet's is 60 kB. */
const MAX_HEADER_BYTES = 16 * 2 ** 20;

/**
 * Reads the safetensors format: length of the header (u64, little endian), header (JSON), values. Only 32-bit floats are taken.
 * @param where what the file is called in an error
 * @param wanted tensors that are read; others are skipped, whatever their type. Default: all
 * @throws VitrineError `model_invalid` naming the first tensor that is not as the header says
 */
export function readSafetensors(bytes: Uint8Array, where: string, wanted: (name: string) => boolean = () => true): StoredTensors {
  const { header, data } = readHeader(bytes, where);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__' || !wanted(name)) continue;
    tensors.set(name, readTensor(name, entry, data, where));
  }
  return tensors;
}

/** Writes tensors in the safetensors format. */
export function writeSafetensors(tensors: StoredTensors): Uint8Array {
  // Without a prototype: a tensor may have any name, `__proto__` too.
  const header = Object.create(null) as Record<string, unknown>;
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const text = Buffer.concat([json, Buffer.alloc(-json.length & 7, ' ')]);
  const out = Buffer.alloc(8 + text.length + end);
  out.writeBigUInt64LE(BigInt(text.length));
  out.set(text, 8);
  let at = 8 + text.length;
  for (const { values } of tensors.values()) {
    out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return out;
}

function readHeader(bytes: Uint8Array, where: string): { readonly header: Record<string, unknown>; readonly data: Uint8Array } {
  const length = bytes.length < 8 ? NaN : Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (!(length <= MAX_HEADER_BYTES)) throw invalid(where, 'is not a safetensors file');
  if (8 + length > bytes.length) throw invalid(where, 'ends within its header');
  try {
    const header: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + 8, length).toString());
    if (typeof header !== 'object' || header === null) throw new TypeError('no object');
    return { header: header as Record<string, unknown>, data: bytes.subarray(8 + length) };
  } catch (cause) {
    throw invalid(where, 'is not a safetensors file: its header is no JSON object', {}, cause);
  }
}

function readTensor(name: string, entry: unknown, data: Uint8Array, where: string): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  if (dtype !== 'F32') throw invalid(where, `tensor ${name} has values of type ${String(dtype)}, 32-bit floats (F32) are needed`, { tensor: name });
  if (!isNaturals(shape) || !isNaturals(offsets) || offsets.length !== 2) throw invalid(where, `tensor ${name} has no valid shape and place`, { tensor: name });
  const [from = 0, to = 0] = offsets;
  if (to - from !== valuesIn(shape) * 4) throw invalid(where, `tensor ${name} of shape [${shape.join(', ')}] has ${to - from} bytes`, { tensor: name });
  if (to > data.length) throw invalid(where, `is cut short: tensor ${name} ends ${to - data.length} bytes behind the end of the file`, { tensor: name });
  const start = data.byteOffset + from;
  const values = start % 4 === 0 ? new Float32Array(data.buffer, start, (to - from) / 4) : new Float32Array(data.slice(from, to).buffer);
  return { shape, values };
}

function isNaturals(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0);
}

function invalid(where: string, fault: string, details: Record<string, string> = {}, cause?: unknown): VitrineError {
  return new VitrineError('model_invalid', `${where} ${fault}`, details, cause);
}
