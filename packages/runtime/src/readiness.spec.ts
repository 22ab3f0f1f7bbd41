import { describe, expect, it } from 'vitest';
import { Readiness } from './readiness.js';

describe('readiness', () => {
  it('holds when every check does', async () => {
    const readiness = new Readiness();
    readiness.add('log', () => Promise.resolve());
    expect(await readiness.probe(100)).toEqual({ ready: true, reasons: {} });
  });

  it('tells what is missing, also when a check does not answer', async () => {
    const readiness = new Readiness();
    readiness.add('log', () => Promise.reject(new Error('no broker')));
    readiness.add('models', () => new Promise(() => undefined));
    readiness.add('state', () => Promise.resolve());
    expect(await readiness.probe(20)).toEqual({ ready: false, reasons: { log: 'no broker', models: 'no answer within 20 ms' } });
  });
});
