import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { VitrineError } from '@vitrine/contracts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;

/** Encrypts with AES-256-GCM under a fresh random nonce: nonce, tag, ciphertext. `bound` is not stored, but opening needs the same. */
export function sealBytes(key: Buffer, plain: Uint8Array, bound: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/**
 * Decrypts what `sealBytes` made.
 * @throws VitrineError `invalid_record` when the key is another one, or the bytes or what they are bound to were changed
 */
export function openBytes(key: Buffer, sealed: Uint8Array, bound: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(bound).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new VitrineError('invalid_record', 'sealed bytes cannot be opened: another key, or they were changed', {}, cause);
  }
}
