import { VitrineError } from '@vitrine/contracts';

interface BodyStream extends AsyncIterable<Buffer> {
  resume(): unknown;
}

/**
 * Reads the body of a frame.
 * @throws VitrineError `body_too_large` with `limitBytes`, as soon as that is known
 */
export async function readJpegBody(body: BodyStream, contentLength: number, limitBytes: number): Promise<Buffer> {
  const tooLarge = (): VitrineError => {
    body.resume();
    return new VitrineError('body_too_large', `a frame has at most ${limitBytes} bytes`, { limitBytes });
  };
  if (contentLength > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
