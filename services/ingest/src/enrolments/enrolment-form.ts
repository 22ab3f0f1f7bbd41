import { VitrineError } from '@vitrine/contracts';
import type { FastifyRequest } from 'fastify';

const MOST_PHOTOS = 8;

/** What a form brought, not checked beyond its sizes. */
export interface EnrolmentForm {
  readonly consentId: unknown;
  readonly photos: readonly Buffer[];
}

/**
 * Reads the multipart form of an enrolment.
 * @throws VitrineError `unsupported_media_type`, `invalid_body`, `body_too_large`
 */
export async function readEnrolmentForm(request: FastifyRequest, limitBytes: number): Promise<EnrolmentForm> {
  if (!request.isMultipart()) throw new VitrineError('unsupported_media_type', 'an enrolment is sent as multipart/form-data');
  const photos: Buffer[] = [];
  let consentId: unknown;
  let bytes = 0;
  for await (const part of request.parts({ limits: { fileSize: limitBytes, files: MOST_PHOTOS, fields: 4, fieldSize: 1000 } })) {
    if (part.type === 'field') {
      if (part.fieldname === 'consentId') consentId = part.value;
      continue;
    }
    if (part.fieldname !== 'photos') throw new VitrineError('invalid_body', `there is no file ${part.fieldname}`, { field: part.fieldname });
    const photo = await part.toBuffer();
    bytes += photo.length;
    if (bytes > limitBytes) throw new VitrineError('body_too_large', `photographs have at most ${limitBytes} bytes together`, { field: 'photos', limitBytes });
    photos.push(photo);
  }
  if (photos.length === 0) throw new VitrineError('invalid_body', 'an enrolment has one to eight photographs', { field: 'photos' });
  return { consentId, photos };
}
