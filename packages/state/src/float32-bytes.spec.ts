import { assert, float32Array, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToFloat32, float32ToBytes } from './float32-bytes.js';

describe('vectors as bytes', () => {
  it('come back bit for bit', () => {
    assert(property(float32Array(), (vector) => {
      expect(Buffer.from(bytesToFloat32(float32ToBytes(vector)).buffer)).toEqual(Buffer.from(vector.slice().buffer));
    }));
  });

  it('are little-endian', () => {
    expect(float32ToBytes(Float32Array.from([1])).toString('hex')).toBe('0000803f');
  });

  it('are read from any place in a buffer and share no memory with it', () => {
    const bytes = Buffer.concat([Buffer.from([9]), float32ToBytes(Float32Array.from([1, -2]))]).subarray(1);
    const vector = bytesToFloat32(bytes);
    bytes.fill(0);
    expect([...vector]).toEqual([1, -2]);
  });

  it('of a part of an array are those of the part', () => {
    expect(bytesToFloat32(float32ToBytes(Float32Array.from([1, 2, 3]).subarray(1)))).toEqual(Float32Array.from([2, 3]));
  });

  it('are refused when they are not whole floats', () => {
    expect(() => bytesToFloat32(Buffer.alloc(6))).toThrowError(expect.objectContaining({ code: 'invalid_record' }) as Error);
  });
});
