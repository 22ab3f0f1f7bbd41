import { randomBytes } from 'node:crypto';
import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { float32ToBytes } from './float32-bytes.js';
import { masterKeyFingerprint, openEnrolment, requireMasterKey, sealEnrolment } from './sealed-template.js';
import type { FaceTemplate } from './template-index.js';

const masterKey = Buffer.alloc(32, 7);
const template: FaceTemplate = {
  chainId: 'chain' as ChainId, memberId: 'member' as MemberId, consentId: 'consent' as ConsentId, enrolmentId: 'enrolment' as EnrolmentId,
  index: 0, embedderId: 'embedder@1' as EmbedderId, vector: Float32Array.from([0.6, 0.8]), enrolledAtMs: 1_000,
};
const refused = expect.objectContaining({ code: 'invalid_record' }) as Error;

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

describe('sealed templates', () => {
  it('open to what was sealed', () => {
    const templates = [template, { ...template, index: 1, vector: Float32Array.from([1, 0]), enrolledAtMs: 900 }];
    const sealed = sealEnrolment(templates, masterKey);
    expect(sealed).toMatchObject({ chainId: 'chain', memberId: 'member', embedderId: 'embedder@1', consentId: 'consent', enrolledAtMs: 900 });
    expect(openEnrolment(sealed, sealed.wrappedKey, sealed.templates, masterKey)).toEqual(templates);
  });

  it('show nothing of the vector or the key', () => {
    const { templates, wrappedKey } = sealEnrolment([template], masterKey);
    const bytes = Buffer.concat([...templates, wrappedKey]);
    expect(bytes.indexOf(float32ToBytes(template.vector))).toBe(-1);
    expect(bytes.indexOf(masterKey)).toBe(-1);
  });

  it('do not open with another master key', () => {
    const sealed = sealEnrolment([template], masterKey);
    expect(() => openEnrolment(sealed, sealed.wrappedKey, sealed.templates, randomBytes(32))).toThrowError(refused);
  });

  it('do not open once the member’s key is replaced by a new one', () => {
    const old = sealEnrolment([template], masterKey);
    const renewed = sealEnrolment([template], masterKey);
    expect(() => openEnrolment(old, renewed.wrappedKey, old.templates, masterKey)).toThrowError(refused);
  });

  it('do not open for another chain, member or embedder', () => {
    const sealed = sealEnrolment([template], masterKey);
    for (const elsewhere of [{ chainId: 'other' as ChainId }, { memberId: 'other' as MemberId }, { embedderId: 'other' as EmbedderId }]) {
      expect(() => openEnrolment({ ...sealed, ...elsewhere }, sealed.wrappedKey, sealed.templates, masterKey)).toThrowError(refused);
    }
  });

  it('do not open when one bit of them was changed, the consent on their label included', () => {
    const sealed = sealEnrolment([template], masterKey);
    const [bytes = Buffer.alloc(0)] = sealed.templates;
    for (const at of [bytes.indexOf('consent"'), bytes.length - 1, bytes.indexOf('}') + 1]) {
      expect(() => openEnrolment(sealed, sealed.wrappedKey, [flipped(bytes, at)], masterKey)).toThrowError(refused);
    }
    expect(() => openEnrolment(sealed, flipped(sealed.wrappedKey, 30), sealed.templates, masterKey)).toThrowError(refused);
  });

  it('never use a key or a nonce twice', () => {
    const seals = Array.from({ length: 20 }, () => sealEnrolment([template, template], masterKey));
    expect(new Set(seals.map(({ wrappedKey }) => wrappedKey.toString('hex'))).size).toBe(20);
    expect(new Set(seals.flatMap(({ templates }) => templates.map((bytes) => bytes.toString('hex')))).size).toBe(40);
  });

  it('belong to one member, consent and embedder', () => {
    const faulty = [[], [template, { ...template, consentId: 'other' as ConsentId }], [template, { ...template, embedderId: 'other' as EmbedderId }]];
    for (const templates of faulty) expect(() => sealEnrolment(templates, masterKey)).toThrowError(expect.objectContaining({ code: 'invalid_field' }) as Error);
  });
});

describe('the master key', () => {
  it('has 32 bytes', () => {
    expect(() => requireMasterKey(masterKey)).not.toThrow();
    expect(() => requireMasterKey(Buffer.alloc(16))).toThrowError(expect.objectContaining({ code: 'invalid_configuration' }) as Error);
  });

  it('is told from others by its fingerprint, which does not contain it', () => {
    expect(masterKeyFingerprint(masterKey)).not.toBe(masterKeyFingerprint(Buffer.alloc(32, 8)));
    expect(masterKeyFingerprint(masterKey)).not.toContain(masterKey.toString('hex'));
  });
});
