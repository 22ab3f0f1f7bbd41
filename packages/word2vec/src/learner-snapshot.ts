import { crc32 } from 'node:zlib';
import { BasketMemory, type RememberedBasket } from './basket-memory.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { Part, WeightRows } from './kernel/weight-rows.js';
import { ModelFormatError } from './model-format-error.js';
import type { StreamLearnerOptions } from './stream-learner-options.js';
import { Vocabulary } from './vocabulary.js';

/** What a snapshot holds beside the options. */
export interface LearnerState {
  readonly vocabulary: Vocabulary;
  readonly memory: BasketMemory;
}

const MAGIC = 0x56573256;
const VERSION = 2;
/** It had no capacity, so nothing was inherited. */
const UNBOUNDED_VERSION = 1;
const CHECKSUM_BYTES = 4;
const PARTS_IN_ORDER: readonly Part[] = ['input', 'inputSquares', 'output', 'outputSquares'];

/** Layout, little-endian: magic, version, dim, capacities of the memory, items with counts and inherited weights, weights part by part, recent, reservoir, CRC-32 of all before. */
export function writeSnapshot({ vocabulary, memory }: LearnerState, weights: WeightRows, options: StreamLearnerOptions): Uint8Array {
  const writer = new ByteWriter();
  writer.uint32(MAGIC).uint32(VERSION).uint32(options.dim).uint32(options.recentCapacity).uint32(options.reservoirCapacity);
  writer.uint32(vocabulary.size);
  for (let i = 0; i < vocabulary.size; i++) writer.text(vocabulary.item(i)).float64(vocabulary.count(i)).float64(vocabulary.inheritance(i));
  for (const part of PARTS_IN_ORDER) {
    for (let row = 0; row < weights.rows; row++) writer.float32s(weights.part(row, part));
  }
  writer.float64(memory.seen);
  for (const baskets of [memory.recent, memory.reservoir]) {
    writer.uint32(baskets.length);
    for (const basket of baskets) writer.int32s(basket);
  }
  writer.uint32(crc32(writer.written()));
  return writer.written();
}

/**
 * Fills `weights`, which has no rows yet, with those of the snapshot.
 * @throws ModelFormatError when the bytes are not a whole snapshot of this shape
 */
export function readSnapshot(bytes: Uint8Array, weights: WeightRows, options: StreamLearnerOptions): LearnerState {
  const reader = new ByteReader(bytes);
  if (reader.uint32() !== MAGIC) throw new ModelFormatError('foreign', 'not a snapshot of a stream learner');
  const version = reader.uint32();
  if (version !== VERSION && version !== UNBOUNDED_VERSION) throw new ModelFormatError('other_version', `snapshot version ${version}; this program reads ${UNBOUNDED_VERSION} and ${VERSION}`);
  checkSum(bytes);
  requireSame('dimensions', reader.uint32(), options.dim);
  requireSame('recent baskets', reader.uint32(), options.recentCapacity);
  requireSame('sampled baskets', reader.uint32(), options.reservoirCapacity);
  const vocabulary = readVocabulary(reader, version, options.capacity);
  readWeights(reader, weights, vocabulary.size);
  const memory = new BasketMemory(options);
  memory.seen = reader.float64();
  memory.recent.push(...readBaskets(reader));
  for (const basket of readBaskets(reader)) memory.reservoir.push(basket);
  return { vocabulary, memory };
}

/** What lies in memory has this shape; every other option may change from one run to the next. */
function requireSame(what: string, written: number, wanted: number): void {
  if (written !== wanted) throw new ModelFormatError('other_options', `the snapshot is of ${written} ${what}, wanted are ${wanted}`);
}

function checkSum(bytes: Uint8Array): void {
  const body = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  const sum = new ByteReader(bytes.subarray(body.length)).uint32();
  if (crc32(body) !== sum) throw new ModelFormatError('damaged', 'the snapshot is cut off or damaged: its checksum does not fit');
}

function readVocabulary(reader: ByteReader, version: number, capacity: number): Vocabulary {
  const vocabulary = new Vocabulary(capacity);
  const size = reader.uint32();
  if (size > capacity) throw new ModelFormatError('other_options', `the snapshot holds ${size} products, wanted are at most ${capacity}`);
  for (let i = 0; i < size; i++) vocabulary.append(reader.text(), reader.float64(), version === UNBOUNDED_VERSION ? 0 : reader.float64());
  return vocabulary;
}

function readWeights(reader: ByteReader, weights: WeightRows, rows: number): void {
  for (let row = 0; row < rows; row++) weights.append();
  for (const part of PARTS_IN_ORDER) {
    const values = reader.float32s(rows * weights.dim);
    for (let row = 0; row < rows; row++) weights.part(row, part).set(values.subarray(row * weights.dim, (row + 1) * weights.dim));
  }
}

function readBaskets(reader: ByteReader): RememberedBasket[] {
  return Array.from({ length: reader.uint32() }, () => reader.int32s());
}
