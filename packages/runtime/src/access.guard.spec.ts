import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { KeyAccess, OpenAccess } from './access.guard.js';

const request = (authorization?: string): FastifyRequest => ({ headers: { authorization } }) as unknown as FastifyRequest;

describe('access', () => {
  const policy = new KeyAccess(['first-key', 'second-key']);

  it('admits who brings one of the keys', () => {
    expect(() => policy.admit(request('Bearer first-key'))).not.toThrow();
    expect(() => policy.admit(request('Bearer second-key'))).not.toThrow();
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer first-key2', 'Basic first-key'])('refuses %s', (authorization) => {
    expect(() => policy.admit(request(authorization))).toThrowError(expect.objectContaining({ code: 'unauthorised' }));
  });

  it('admits everybody where no key is set, which settings allow on loopback only', () => {
    expect(() => new OpenAccess().admit()).not.toThrow();
  });
});
