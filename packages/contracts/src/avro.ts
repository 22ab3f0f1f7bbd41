import avro from 'avsc';
import { VitrineError } from './errors.js';
import { readHeader, writeHeader } from './wire.js';

/** One immutable version of an event's schema. */
export interface SchemaVersion {
  /** From 1, growing by one. */
  readonly version: number;
  /** Id in the Confluent header; fixed for ever in `schemas/ids.json`. */
  readonly id: number;
  /** The parsed `.avsc`. */
  readonly schema: object;
}

/**
 * Avro's 64-bit integers as numbers, exact over the whole safe range and refused beyond it.
 * avsc's own ones lose the sign of numbers below -2^52.
 */
const safeLong = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => safe(bytes.readBigInt64LE()),
  toBuffer: (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  },
  fromJSON: Number,
  toJSON: Number,
  isValid: Number.isSafeInteger,
  compare: (a: number, b: number) => Math.sign(a - b),
});

/** Takes every long, with or without a logical type, as a safe one. */
function longHook(schema: unknown): avro.Type | undefined {
  const name = typeof schema === 'string' ? schema : (schema as { type?: unknown }).type;
  return name === 'long' ? safeLong : undefined;
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond the safe integers`);
  return number;
}

/** Bytes to values of `E` and back. The last version given is the one written and read into. */
export interface AvroCodec<E> {
  encode(event: E): Buffer;
  decode(bytes: Uint8Array): E;
}

/**
 * Builds a codec for the versions of one event. Resolvers from every older version are made here, once.
 * @throws VitrineError `incompatible_schema` when an older version cannot be read into the newest
 */
export function avroCodec<E>(name: string, versions: readonly SchemaVersion[]): AvroCodec<E> {
  const types = versions.map(({ id, version, schema }) => ({ id, version, type: avro.Type.forSchema(schema as avro.Schema, { typeHook: longHook }) }));
  const newest = types.at(-1);
  if (newest === undefined) throw new VitrineError('incompatible_schema', `${name} has no schema`, { event: name });
  const readers = new Map(types.map(({ id, version, type }) => [id, version === newest.version ? undefined : resolver(name, version, newest.type, type)]));
  return {
    encode: (event) => encode(name, newest.type, newest.id, event),
    decode: (bytes) => {
      const { schemaId, body } = readHeader(bytes);
      if (!readers.has(schemaId)) {
        throw new VitrineError('unknown_schema', `schema id ${schemaId} is not one of ${name}`, { event: name, schemaId });
      }
      try {
        return newest.type.fromBuffer(body, readers.get(schemaId)) as E;
      } catch (cause) {
        throw new VitrineError('invalid_record', `the body is not a ${name}: ${messageOf(cause)}`, { event: name, schemaId }, cause);
      }
    },
  };
}

function resolver(name: string, version: number, reader: avro.Type, writer: avro.Type): ReturnType<avro.Type['createResolver']> {
  try {
    return reader.createResolver(writer);
  } catch (cause) {
    throw new VitrineError('incompatible_schema', `version ${version} of ${name} cannot be read: ${messageOf(cause)}`, { event: name, version }, cause);
  }
}

function encode(name: string, type: avro.Type, id: number, event: unknown): Buffer {
  const faults: string[] = [];
  type.isValid(event, { errorHook: (path) => faults.push(path.join('.')) });
  if (faults.length > 0) {
    throw new VitrineError('invalid_record', `not a ${name}: ${faults.join(', ')}`, { event: name, field: faults[0] ?? '' });
  }
  return writeHeader(id, type.toBuffer(event));
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
