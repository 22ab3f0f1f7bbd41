const LENGTH_BYTES = 4;

/** Several buffers as one: before each its length, four bytes big-endian. */
export function frameBuffers(buffers: readonly Buffer[]): Buffer {
  return Buffer.concat(buffers.flatMap((buffer) => {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(buffer.length);
    return [length, buffer];
  }));
}

/** The buffers that `frameBuffers` joined; they share memory with `bytes`. */
export function unframeBuffers(bytes: Buffer): Buffer[] {
  const buffers: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + LENGTH_BYTES + bytes.readUInt32BE(at);
    buffers.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return buffers;
}
