import { VitrineError } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkedInput, idField, instantField } from './checked-input.js';

const schema = z.strictObject({ id: idField(), at: instantField, lines: z.array(z.strictObject({ priceMinor: z.int().min(0) })) });
const right = { id: 'a-1', at: '2026-11-24T10:15:00.000Z', lines: [{ priceMinor: 5 }] };

function fault(input: unknown): unknown {
  try {
    return checkedInput(schema, input);
  } catch (error) {
    if (error instanceof VitrineError) return [error.code, error.details.field];
    throw error;
  }
}

describe('checked input', () => {
  it('reads moments as UTC milliseconds', () => {
    expect(checkedInput(schema, right)).toEqual({ id: 'a-1', at: Date.UTC(2026, 10, 24, 10, 15), lines: [{ priceMinor: 5 }] });
  });

  it.each([
    ['no object', null, ['invalid_body', undefined]],
    ['a missing field', { ...right, id: undefined }, ['invalid_body', 'id']],
    ['an unknown field', { ...right, name: 'x' }, ['invalid_body', 'name']],
    ['an identifier with a separator', { ...right, id: 'a:b' }, ['invalid_field', 'id']],
    ['a moment without a zone', { ...right, at: '2026-11-24T10:15:00' }, ['invalid_field', 'at']],
    ['negative money', { ...right, lines: [{ priceMinor: -1 }] }, ['invalid_money', 'lines[0].priceMinor']],
    ['missing money', { ...right, lines: [{}] }, ['invalid_money', 'lines[0].priceMinor']],
    ['money with a fraction', { ...right, lines: [{ priceMinor: 1.5 }] }, ['invalid_money', 'lines[0].priceMinor']],
  ])('names %s', (_, input, expected) => {
    expect(fault(input)).toEqual(expected);
  });
});
