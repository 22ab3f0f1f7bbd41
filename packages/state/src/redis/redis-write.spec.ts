import type { StateWrite } from '../state-store.js';
import { describe, expect, it } from 'vitest';
import { encodeWrites, redisWrite } from './redis-write.js';

describe('writes for the function library', () => {
  it('become a run of operations, each with its counts, and a run of keys', () => {
    const writes = [redisWrite({ name: 'remove', keys: ['a'], args: [] }), redisWrite({ name: 'add', keys: ['b'], args: [1, 'x', 'y'] })];
    expect(encodeWrites(writes)).toEqual({ keys: ['a', 'b'], args: ['remove', 1, 0, 'add', 1, 3, 1, 'x', 'y'] });
  });

  it('of another store are refused', () => {
    expect(() => encodeWrites([{} as StateWrite])).toThrow('another state store');
  });
});
