import { Injectable } from '@nestjs/common';
import { EnrolmentRequested, VitrineError, type ConsentId, type EventId, type MemberId } from '@vitrine/contracts';
import { Chain, checkedInput, Clock, idField } from '@vitrine/runtime';
import { z } from 'zod';
import { IngestConfig } from '../config.js';
import { Ids } from '../ids.js';
import { KnownEntities } from '../intake/known-entities.js';
import { preparePhotos } from '../pictures/photo.js';
import type { EnrolmentForm } from './enrolment-form.js';
import { enrolmentId } from './enrolment-id.js';

const formSchema = z.object({ memberId: idField<MemberId>(), consentId: idField<ConsentId>() });
/** What is left of the topic's largest message once ids and framing are in. */
const MOST_PHOTO_BYTES = EnrolmentRequested.topic.maxMessageBytes - 20_000;

/** Turns a form into the request for the face workers, but for the poses that a challenge asked for. */
@Injectable()
export class EnrolmentRequests {
  constructor(
    private readonly known: KnownEntities,
    private readonly ids: Ids,
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly config: IngestConfig,
  ) {}

  /** @throws VitrineError naming the first fault; `consent_missing` unless the consent is this member's, for recognition, and live */
  async make(member: string, form: EnrolmentForm): Promise<Omit<EnrolmentRequested, 'prompts'>> {
    const { memberId, consentId } = checkedInput(formSchema, { memberId: member, consentId: form.consentId });
    const isLive = (consent: { consentId: ConsentId; purpose: string; granted: boolean }): boolean =>
      consent.consentId === consentId && consent.purpose === 'RECOGNITION' && consent.granted;
    const { consents } = await this.known.member(memberId, (known) => known.consents.some(isLive));
    if (!consents.some(isLive)) throw new VitrineError('consent_missing', 'there is no live consent of this member for recognition under this id', { field: 'consentId' });
    const photos = await preparePhotos(form.photos, this.config.pictureLimitPixels);
    if (photos.reduce((bytes, photo) => bytes + photo.length, 0) > MOST_PHOTO_BYTES) {
      throw new VitrineError('body_too_large', 'the photographs are too large together; send fewer', { field: 'photos', limitBytes: MOST_PHOTO_BYTES });
    }
    const requestedAtMs = this.clock.nowMs();
    const id = enrolmentId(requestedAtMs, this.ids.next());
    return { eventId: id as string as EventId, enrolmentId: id, chainId: this.chain.id, memberId, consentId, requestedAtMs, photos };
  }
}
