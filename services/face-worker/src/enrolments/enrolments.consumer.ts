import { Controller } from '@nestjs/common';
import { EnrolmentDecided, EnrolmentRequested } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { GalleryFeed } from '../gallery/gallery-feed.js';
import { EnrolmentBook, type DecidedRequest } from './enrolment-book.js';
import { Enrolling } from './enrolling.js';

/** Turns photographs into templates, one request at a time: one whose consent is still on its way must not undo the decision about another. */
@Controller()
export class EnrolmentsConsumer {
  constructor(
    private readonly enrolling: Enrolling,
    private readonly book: EnrolmentBook,
    private readonly publisher: EventPublisher,
    private readonly gallery: GalleryFeed,
  ) {}

  @Consumes(EnrolmentRequested, { group: 'face-worker.enrolments', maxItems: 1 })
  async onRequests({ events, step, signal }: ConsumedBatch<EnrolmentRequested>): Promise<void> {
    this.gallery.requireCurrent();
    const decided: DecidedRequest[] = [];
    for (const received of events) decided.push(this.book.decided(received, await this.enrolling.decide(received.event, signal)));
    await this.publisher.publish(EnrolmentDecided, decided.map(({ decision }) => decision));
    await this.book.commit(step, decided);
  }
}
