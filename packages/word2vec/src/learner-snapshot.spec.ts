import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from './bytes.js';
import { StreamLearner } from './stream-learner.js';

const SMALL = { dim: 3, recentCapacity: 5, reservoirCapacity: 7 };

/** A snapshot as its layout is written down, of two items at three dimensions, made without the learner. */
function byHand(version = 2): Uint8Array {
  const writer = new ByteWriter();
  writer.uint32(0x56573256).uint32(version).uint32(SMALL.dim).uint32(SMALL.recentCapacity).uint32(SMALL.reservoirCapacity);
  writer.uint32(2);
  for (const [item, count] of [['tea', 4], ['café', 2]] as const) {
    writer.text(item).float64(count);
    if (version > 1) writer.float64(0);
  }
  for (const first of [1, 10, 100, 1000]) writer.float32s(Float32Array.from({ length: 2 * SMALL.dim }, (_, k) => first + k));
  writer.float64(1);
  for (let part = 0; part < 2; part++) writer.uint32(1).int32s(Int32Array.of(0, 1));
  writer.uint32(crc32(writer.written()));
  return writer.written();
}

describe('the snapshot of a learner', () => {
  it('is laid out as it always was: rows of the dimension itself, whatever padding the kernel wants', () => {
    const learner = StreamLearner.restore(byHand(), SMALL);
    expect([learner.items, learner.baskets, learner.count('tea'), learner.count('café')]).toEqual([['tea', 'café'], 1, 4, 2]);
    expect(Buffer.compare(learner.snapshot(), byHand())).toBe(0);
  });

  it('is read as it was written before products could be let go, and refused of a version to come', () => {
    expect(Buffer.compare(StreamLearner.restore(byHand(1), SMALL).snapshot(), byHand())).toBe(0);
    expect(() => StreamLearner.restore(byHand(3), SMALL)).toThrow(expect.objectContaining({ reason: 'other_version' }));
  });

  it('is refused where it holds more products than are wanted', () => {
    expect(() => StreamLearner.restore(byHand(), { ...SMALL, capacity: 1 })).toThrow(/holds 2 products, wanted are at most 1/);
  });

  it('puts every weight where it belongs', () => {
    const { values } = StreamLearner.restore(byHand(), SMALL).vectors();
    // Input plus output is 101 103 105 and 107 109 111, the mean by count 103 105 107: both are centred onto the diagonal.
    const side = 1 / Math.sqrt(3);
    for (const [k, expected] of [-side, -side, -side, side, side, side].entries()) expect(values[k]).toBeCloseTo(expected, 6);
  });
});
