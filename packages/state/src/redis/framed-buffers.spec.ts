import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameBuffers, unframeBuffers } from './framed-buffers.js';

describe('framed buffers', () => {
  it('come apart as they went in', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array().map((bytes) => Buffer.from(bytes))), (buffers) => {
      expect(unframeBuffers(frameBuffers(buffers))).toEqual(buffers);
    }));
  });
});
