import { Controller } from '@nestjs/common';
import { EnrolmentDecided, EnrolmentRequested } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { FaceSearch } from '../gallery/face-search.js';
import { EnrolmentBook, type DecidedRequest } from './enrolment-book.js';
import { Enrolling } from './enrolling.js';
import { NextEmbedder } from './next-embedder.js';

/** Turns photographs into templates, one request at a time: one whose consent is still on its way must not undo the decision about another. */
@Controller()
export class EnrolmentsConsumer {
  constructor(
    private readonly enrolling: Enrolling,
    private readonly next: NextEmbedder,
    private readonly book: EnrolmentBook,
    private readonly publisher: EventPublisher,
    private readonly search: FaceSearch,
  ) {}

  @Consumes(EnrolmentRequested, { group: 'face-worker.enrolments', maxItems: 1 })
  async onRequests({ events, step, signal }: ConsumedBatch<EnrolmentRequested>): Promise<void> {
    this.search.requireCurrent();
    const decided: DecidedRequest[] = [];
    for (const received of events) {
      const verdict = await this.enrolling.decide(received.event, signal);
      decided.push(this.book.decided(received, verdict, await this.next.templates(received.event, verdict, signal)));
    }
    await this.publisher.publish(EnrolmentDecided, decided.map(({ decision }) => decision));
    await this.book.commit(step, decided);
  }
}
