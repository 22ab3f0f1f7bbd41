import { VitrineError } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { toProblem } from './problem.js';

describe('a problem document', () => {
  it('names the code, the reason and the field', () => {
    expect(toProblem(new VitrineError('invalid_money', 'lines[0].unitPriceMinor must be a whole number', { field: 'lines[0].unitPriceMinor' }))).toEqual({
      type: 'https://vitrine.example/errors#invalid_money', title: 'An amount is missing, negative or does not add up', status: 422,
      detail: 'lines[0].unitPriceMinor must be a whole number', code: 'invalid_money', field: 'lines[0].unitPriceMinor',
    });
  });

  it('tells nothing of an error that is not ours', () => {
    const problem = toProblem(new Error('password is hunter2'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('passes on what the framework says of a client’s fault', () => {
    expect(toProblem(Object.assign(new Error('Body is too large'), { statusCode: 413 }))).toMatchObject({ status: 413, code: 'body_too_large', detail: 'Body is too large' });
  });

  it('does not let details replace its own members', () => {
    expect(toProblem(new VitrineError('not_found', 'no such thing', { status: 200, code: 'fine' }))).toMatchObject({ status: 404, code: 'not_found' });
  });
});
