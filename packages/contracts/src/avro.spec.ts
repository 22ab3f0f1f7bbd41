import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroCodec } from './avro.js';
import { EVENT_CONTRACTS, writeHeader } from './index.js';

type Schema = string | readonly Schema[] | { readonly type: Schema; readonly name?: string; readonly symbols?: readonly string[]; readonly fields?: readonly { readonly name: string; readonly type: Schema }[]; readonly items?: Schema; readonly values?: Schema };

const PRIMITIVES: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
  string: () => fc.string({ unit: 'binary' }),
  int: () => fc.integer(),
  long: () => fc.maxSafeInteger(),
  double: () => fc.double({ noNaN: true }),
  boolean: () => fc.boolean(),
  bytes: () => fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  null: () => fc.constant(null),
};

/** Values that a schema allows. */
function valuesOf(schema: Schema, named: Map<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  if (typeof schema === 'string') return named.get(schema) ?? (PRIMITIVES[schema] as () => fc.Arbitrary<unknown>)();
  if ('length' in schema) return fc.oneof(...schema.map((branch) => valuesOf(branch, named)));
  if (schema.type === 'array') return fc.array(valuesOf(schema.items as Schema, named), { maxLength: 5 });
  if (schema.type === 'map') return fc.dictionary(fc.string(), valuesOf(schema.values as Schema, named), { maxKeys: 4, noNullPrototype: true }).map((map) => ({ ...map }));
  if (schema.type === 'enum') return remember(schema.name, fc.constantFrom(...(schema.symbols as readonly string[])), named);
  if (schema.type === 'record') {
    const fields = (schema.fields ?? []).map(({ name, type }) => [name, valuesOf(type, named)] as const);
    return remember(schema.name, fc.record(Object.fromEntries(fields)), named);
  }
  return valuesOf(schema.type, named);
}

function remember(name: string | undefined, values: fc.Arbitrary<unknown>, named: Map<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  if (name !== undefined) named.set(name, values);
  return values;
}

describe('every event', () => {
  it.each(EVENT_CONTRACTS.map((contract) => [contract.name, contract] as const))('%s decodes to what was encoded', (_name, contract) => {
    const values = valuesOf(contract.versions.at(-1)?.schema as Schema, new Map());
    fc.assert(fc.property(values, (event) => {
      const decoded = contract.decode(contract.encode(event as never));
      expect({ ...decoded }).toEqual(event);
    }), { numRuns: 60 });
  });

  it.each(EVENT_CONTRACTS.map((contract) => [contract.name, contract] as const))('%s refuses bytes of an unknown schema by its id', (_name, contract) => {
    expect(() => contract.decode(writeHeader(9999, Buffer.from([0])))).toThrowError(expect.objectContaining({ code: 'unknown_schema', details: { event: contract.name, schemaId: 9999 } }));
  });

  it.each(EVENT_CONTRACTS.map((contract) => [contract.name, contract] as const))('%s refuses bytes without a header and bodies cut short', (_name, contract) => {
    const id = contract.versions.at(-1)?.id as number;
    expect(() => contract.decode(Buffer.from([7, 0, 0, 0, 1, 2]))).toThrowError(expect.objectContaining({ code: 'invalid_record' }));
    expect(() => contract.decode(Buffer.alloc(0))).toThrowError(expect.objectContaining({ code: 'invalid_record' }));
    expect(() => contract.decode(writeHeader(id, Buffer.from([2])))).toThrowError(expect.objectContaining({ code: 'invalid_record' }));
  });
});

describe('an event with two versions', () => {
  const first = { version: 1, id: 1, schema: { type: 'record', name: 'Sighting', fields: [{ name: 'at', type: 'long' }] } };
  const second = { version: 2, id: 2, schema: { type: 'record', name: 'Sighting', fields: [{ name: 'at', type: 'long' }, { name: 'zone', type: ['null', 'string'], default: null }] } };

  it('reads the older one with the default of the added field', () => {
    const written = avroCodec<{ at: number }>('Sighting', [first]).encode({ at: 7 });
    expect({ ...avroCodec<object>('Sighting', [first, second]).decode(written) }).toEqual({ at: 7, zone: null });
  });

  it('writes the newest one', () => {
    const codec = avroCodec<object>('Sighting', [first, second]);
    expect(codec.encode({ at: 7, zone: 'left' }).readInt32BE(1)).toBe(2);
  });

  it('is refused when the older one cannot be read', () => {
    const broken = { version: 2, id: 2, schema: { type: 'record', name: 'Sighting', fields: [{ name: 'at', type: 'long' }, { name: 'zone', type: 'string' }] } };
    expect(() => avroCodec('Sighting', [first, broken])).toThrowError(expect.objectContaining({ code: 'incompatible_schema' }));
  });

  it('names the field that is wrong when encoding', () => {
    expect(() => avroCodec<object>('Sighting', [first]).encode({ at: 'noon' })).toThrowError(expect.objectContaining({ code: 'invalid_record', details: { event: 'Sighting', field: 'at' } }));
  });
});
