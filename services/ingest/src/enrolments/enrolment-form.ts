import { VitrineError } from '@vitrine/contracts';
import type { FastifyRequest } from 'fastify';

const MOST_PHOTOS = 8;

/** What a form brought, not checked beyond its sizes. */
export interface EnrolmentForm {
  readonly consentId: unknown;
  /** Challenge that the photographs answer; not given for photographs of the member's choice. */
  readonly challenge: unknown;
  readonly photos: readonly Buffer[];
}

/**
 * Reads the multipart form of an enrolment. What follows a fault is still read, and thrown away: a sender who is not read to the end gets no answer.
 * @throws VitrineError `unsupported_media_type`, `invalid_body`, `body_too_large`
 */
export async function readEnrolmentForm(request: FastifyRequest, limitBytes: number): Promise<EnrolmentForm> {
  if (!request.isMultipart()) throw new VitrineError('unsupported_media_type', 'an enrolment is sent as multipart/form-data');
  const photos: Buffer[] = [];
  let consentId: unknown;
  let challenge: unknown;
  let bytes = 0;
  let fault: VitrineError | null = null;
  for await (const part of request.parts({ limits: { fileSize: limitBytes, files: MOST_PHOTOS, fields: 4, fieldSize: 1000 } })) {
    if (part.type === 'field') {
      if (part.fieldname === 'consentId') consentId = part.value;
      if (part.fieldname === 'challenge') challenge = part.value;
      continue;
    }
    if (part.fieldname !== 'photos') fault ??= new VitrineError('invalid_body', `there is no file ${part.fieldname}`, { field: part.fieldname });
    if (fault !== null) {
      part.file.resume();
      continue;
    }
    photos.push(await part.toBuffer());
    bytes += photos.at(-1)?.length ?? 0;
    if (bytes > limitBytes) fault = new VitrineError('body_too_large', `photographs have at most ${limitBytes} bytes together`, { field: 'photos', limitBytes });
  }
  if (fault !== null) throw fault;
  if (photos.length === 0) throw new VitrineError('invalid_body', 'an enrolment has one to eight photographs', { field: 'photos' });
  return { consentId, challenge, photos };
}
