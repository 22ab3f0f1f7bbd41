const ASCII_END = 0x80;
const MOST_BYTES_PER_CHARACTER = 3;
/** Of a length that stands before a text or bytes. */
const MOST_LENGTH_BYTES = 5;

/** Text or bytes as a record carries them; null and undefined are written as missing. */
export type Part = string | Buffer | null | undefined;

/** Writes into one piece of memory, which its owner has measured. */
export class ByteWriter {
  readonly bytes: Buffer;
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  int8(value: number): void {
    this.bytes[this.at++] = value;
  }

  int16(value: number): void {
    this.at = this.bytes.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  int64(value: bigint): void {
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** A text with its length in two bytes; null has the length -1. */
  string(text: string | null): void {
    this.int16(text === null ? -1 : Buffer.byteLength(text));
    if (text !== null) this.at += this.bytes.write(text, this.at);
  }

  /** Zigzag, seven bits a byte, lowest first; exact for all that a double counts. */
  varint(value: number): void {
    let left = zigzag(value);
    while (left >= 0x80) {
      this.bytes[this.at++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    this.bytes[this.at++] = left;
  }

  /** Text or bytes with their length as a varint. */
  part(part: Part): void {
    if (part === null || part === undefined) this.varint(-1);
    else if (typeof part === 'string') this.text(part);
    else {
      this.varint(part.length);
      this.bytes.set(part, this.at);
      this.at += part.length;
    }
  }

  /** Texts are short and mostly ASCII: a call of Node's for each takes longer. */
  private text(text: string): void {
    const { bytes, at: start } = this;
    this.varint(text.length);
    let end = this.at;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code >= ASCII_END) {
        this.at = start;
        this.varint(Buffer.byteLength(text));
        this.at += bytes.write(text, this.at);
        return;
      }
      bytes[end++] = code;
    }
    this.at = end;
  }
}

/** Room that a part takes with its length; an upper bound. */
export function partBytesAtMost(part: Part): number {
  if (part === null || part === undefined) return MOST_LENGTH_BYTES;
  return MOST_LENGTH_BYTES + part.length * (typeof part === 'string' ? MOST_BYTES_PER_CHARACTER : 1);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
