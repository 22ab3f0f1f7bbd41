import { describe, expect, it } from 'vitest';
import type { ChainId } from '@vitrine/contracts';
import { deploymentName } from './deployment-name.js';

const KEY = Buffer.alloc(32, 1);
const name = (chain = 'north', url = 'redis://redis:6379', key = KEY): string => deploymentName({ VITRINE_CHAIN_ID: chain as ChainId, REDIS_URL: url }, key);

describe('the name of a deployment', () => {
  it('is the same for all its processes, whatever user or password they come with', () => {
    expect(name()).toMatch(/^[0-9a-f]{12}$/);
    expect(name('north', 'redis://user:secret@redis:6379/0')).toBe(name());
  });

  it('is another one for another chain, Redis, database or master key', () => {
    const names = [name(), name('south'), name('north', 'redis://other:6379'), name('north', 'redis://redis:6379/1'), name('north', 'redis://redis:6379', Buffer.alloc(32, 2))];
    expect(new Set(names).size).toBe(names.length);
  });
});
