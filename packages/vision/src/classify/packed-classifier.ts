import { VitrineError } from '@vitrine/contracts';
import { LinearSvc } from './linear-svc.js';

interface Header {
  readonly labels: readonly string[];
  readonly dim: number;
  readonly trainedOn: string;
}

const LENGTH_BYTES = 4;

/**
 * A classifier as bytes: length of the header (uint32, little endian), the header as JSON, the planes as float32, little endian.
 * @param trainedOn fingerprint of the gallery it speaks for
 */
export function packClassifier({ labels, dim, planes }: LinearSvc, trainedOn: string): Buffer {
  const header = Buffer.from(JSON.stringify({ labels, dim, trainedOn } satisfies Header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, Buffer.from(planes.buffer, planes.byteOffset, planes.byteLength)]);
}

/** @throws VitrineError `model_invalid` for anything that `packClassifier` did not make */
export function unpackClassifier(bytes: Uint8Array): { readonly classifier: LinearSvc; readonly trainedOn: string } {
  try {
    const packed = Buffer.from(bytes);
    const from = LENGTH_BYTES + packed.readUInt32LE(0);
    const { labels, dim, trainedOn } = JSON.parse(packed.subarray(LENGTH_BYTES, from).toString()) as Header;
    const planes = new Float32Array(new Uint8Array(packed.subarray(from)).buffer);
    return { classifier: new LinearSvc(labels, dim, planes), trainedOn };
  } catch (cause) {
    throw new VitrineError('model_invalid', 'these bytes are no classifier', {}, cause);
  }
}
