import { createHmac, randomBytes } from 'node:crypto';
import { VitrineError, type ChainId, type ConsentId, type EmbedderId, type MemberId } from '@vitrine/contracts';
import { bytesToFloat32, float32ToBytes } from './float32-bytes.js';
import { KEY_BYTES, openBytes, sealBytes } from './sealed-bytes.js';
import type { FaceTemplate } from './template-index.js';
import { assertUnitVector } from './unit-vector.js';

/** Where a member's templates of one embedder stand. */
export interface EnrolmentPlace {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  readonly embedderId: EmbedderId;
}

/** A member's templates of one embedder as a store keeps them: nothing in it can be read without the master key. */
export interface SealedEnrolment extends EnrolmentPlace {
  readonly consentId: ConsentId;
  /** The earliest of its templates' times: what an erasure is compared with. */
  readonly enrolledAtMs: number;
  /** The member's key for these templates, wrapped by the master key. Kept apart: destroying it makes every copy of `templates` unreadable. */
  readonly wrappedKey: Buffer;
  readonly templates: readonly Buffer[];
}

type Label = Omit<FaceTemplate, 'vector'>;

/**
 * Seals one member's templates: AES-256-GCM with a random key of that member, wrapped by the master key and bound to chain, member and embedder;
 * each template is bound to chain, member, consent, enrolment and embedder. Every enrolment gets a new key,
 * so old copies of replaced templates become unreadable too.
 * @throws VitrineError `invalid_field` for no template, for templates of several members, consents or embedders, or a vector not of unit length
 */
export function sealEnrolment(templates: readonly FaceTemplate[], masterKey: Buffer): SealedEnrolment {
  const [first] = templates;
  if (first === undefined) throw new VitrineError('invalid_field', 'an enrolment needs a template', { field: 'templates' });
  for (const template of templates) requireSame(first, template);
  const { chainId, memberId, embedderId, consentId } = first;
  const memberKey = randomBytes(KEY_BYTES);
  return {
    chainId, memberId, embedderId, consentId,
    enrolledAtMs: Math.min(...templates.map(({ enrolledAtMs }) => enrolledAtMs)),
    wrappedKey: sealBytes(masterKey, memberKey, keyBinding(first)),
    templates: templates.map((template) => sealTemplate(template, memberKey)),
  };
}

/**
 * Opens what `sealEnrolment` made.
 * @throws VitrineError `invalid_record` when the master key is another one, or anything was changed or moved to another place
 */
export function openEnrolment(place: EnrolmentPlace, wrappedKey: Uint8Array, templates: readonly Uint8Array[], masterKey: Buffer): FaceTemplate[] {
  const memberKey = openBytes(masterKey, wrappedKey, keyBinding(place));
  return templates.map((template) => openTemplate(template, memberKey));
}

/** A fingerprint by which a store tells whether it was written under this master key. Says nothing about the key. */
export function masterKeyFingerprint(masterKey: Buffer): string {
  return createHmac('sha256', masterKey).update('vitrine master key').digest('hex');
}

/** @throws VitrineError `invalid_configuration` when it is not 32 bytes */
export function requireMasterKey(masterKey: Buffer): void {
  if (masterKey.length !== KEY_BYTES) {
    throw new VitrineError('invalid_configuration', `the master key must have ${KEY_BYTES} bytes`, { bytes: masterKey.length });
  }
}

function requireSame(first: FaceTemplate, template: FaceTemplate): void {
  for (const field of ['chainId', 'memberId', 'embedderId', 'consentId'] as const) {
    if (template[field] !== first[field]) throw new VitrineError('invalid_field', `templates of one enrolment must share ${field}`, { field });
  }
  assertUnitVector(template.vector, 'vector');
}

/** Length of the label (two bytes), the label, then the sealed vector, which is bound to the label. */
function sealTemplate({ vector, ...label }: FaceTemplate, memberKey: Buffer): Buffer {
  const text = Buffer.from(JSON.stringify(label satisfies Label));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([length, text, sealBytes(memberKey, float32ToBytes(vector), text)]);
}

function openTemplate(sealed: Uint8Array, memberKey: Buffer): FaceTemplate {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const end = 2 + bytes.readUInt16BE(0);
  const text = bytes.subarray(2, end);
  const vector = bytesToFloat32(openBytes(memberKey, bytes.subarray(end), text));
  return { ...(JSON.parse(text.toString()) as Label), vector };
}

function keyBinding({ chainId, memberId, embedderId }: EnrolmentPlace): Buffer {
  return Buffer.from(JSON.stringify([chainId, memberId, embedderId]));
}
