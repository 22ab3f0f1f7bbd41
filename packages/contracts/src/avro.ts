import avro from 'avsc';
import { VitrineError } from './errors.js';
import { safeLong } from './safe-long.js';
import { HEADER_BYTES, readHeader, writeHeaderInto } from './wire.js';

/** One immutable version of an event's schema. */
export interface SchemaVersion {
  /** From 1, growing by one. */
  readonly version: number;
  /** Id in the Confluent header; fixed for ever in `schemas/ids.json`. */
  readonly id: number;
  /** The parsed `.avsc`. */
  readonly schema: object;
}

/** Takes every long, with or without a logical type, as a safe one. */
function longHook(schema: unknown): avro.Type | undefined {
  const name = typeof schema === 'string' ? schema : (schema as { type?: unknown }).type;
  return name === 'long' ? safeLong : undefined;
}

/** Where events are written before they are copied out; grows to the largest. */
let scratch = Buffer.allocUnsafe(4096);

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
  let end = type.encode(event, scratch, HEADER_BYTES);
  if (end < 0) {
    // Minus the bytes that were lacking; frames need a megabyte, most events a hundred bytes.
    scratch = Buffer.allocUnsafe(scratch.length - end);
    end = type.encode(event, scratch, HEADER_BYTES);
  }
  writeHeaderInto(scratch, id);
  return Buffer.from(scratch.subarray(0, end));
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
