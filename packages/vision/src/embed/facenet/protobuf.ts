/** Parts of a protocol-buffers message, in order; an inner array is a message of its own. */
export type ProtobufField = Uint8Array;

/** A whole number, 0 or larger. */
export function varint(field: number, value: number): ProtobufField {
  return Uint8Array.from([...digits(field * 8), ...digits(value)]);
}

/** Bytes, text, or the fields of a message inside. */
export function lengthDelimited(field: number, content: string | Uint8Array | readonly ProtobufField[]): ProtobufField {
  const body = typeof content === 'string' ? Buffer.from(content) : content instanceof Uint8Array ? content : Buffer.concat(content);
  return Buffer.concat([Uint8Array.from([...digits(field * 8 + 2), ...digits(body.length)]), body]);
}

/** Whole numbers of one field, one after the other. */
export function varints(field: number, values: readonly number[]): readonly ProtobufField[] {
  return values.map((value) => varint(field, value));
}

/** Base 128, lowest digit first, the highest bit set on all but the last (Protocol Buffers, "Encoding"). */
function digits(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
