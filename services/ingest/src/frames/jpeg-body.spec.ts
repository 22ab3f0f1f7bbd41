import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readJpegBody } from './jpeg-body.js';

const body = (...chunks: number[]) => Readable.from(chunks.map((size) => Buffer.alloc(size, 1)));

describe('the body of a frame', () => {
  it('is read whole up to its limit', async () => {
    expect(await readJpegBody(body(60, 40), 100, 100)).toEqual(Buffer.alloc(100, 1));
  });

  it('is refused by its announced length, before a byte is read', async () => {
    await expect(readJpegBody(body(10), 101, 100)).rejects.toMatchObject({ code: 'body_too_large', details: { limitBytes: 100 } });
  });

  it('is refused by its true length where none, or a wrong one, was announced', async () => {
    await expect(readJpegBody(body(60, 41), 0, 100)).rejects.toMatchObject({ code: 'body_too_large' });
  });
});
