import { Injectable } from '@nestjs/common';
import type { EnrolmentDecided, EnrolmentRequested } from '@vitrine/contracts';
import type { ConsumedStep, ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { Enrolments, StateStore, TemplateIndex } from '@vitrine/state';
import { FaceChain } from '@vitrine/vision';
import { enrolmentEvent, enrolmentTemplates, type EnrolmentVerdict } from './enrolment-verdict.js';

/** A request and what was decided about it. */
export interface DecidedRequest {
  readonly request: EnrolmentRequested;
  readonly verdict: EnrolmentVerdict;
  readonly decision: EnrolmentDecided;
}

/** Keeps decisions and templates, in one step with the position of their requests. */
@Injectable()
export class EnrolmentBook {
  constructor(
    private readonly templates: TemplateIndex,
    private readonly enrolments: Enrolments,
    private readonly state: StateStore,
    private readonly faces: FaceChain,
    private readonly clock: Clock,
  ) {}

  /** The verdict as it will be announced. */
  decided(received: ReceivedEvent<EnrolmentRequested>, verdict: EnrolmentVerdict): DecidedRequest {
    return { request: received.event, verdict, decision: enrolmentEvent(received, verdict, this.faces.embedderId, this.clock.nowMs()) };
  }

  /** Commits all of them and moves the watermark; a template is made only where its consent was not revoked meanwhile. */
  async commit(step: ConsumedStep, requests: readonly DecidedRequest[]): Promise<void> {
    const accepted = requests.filter(({ decision }) => decision.accepted);
    const enrolled = await Promise.all(accepted.map(({ request, verdict }) => this.templates.enrol(enrolmentTemplates(request, verdict, this.faces.embedderId))));
    await this.state.commit(step, [...enrolled, ...requests.map(({ decision }) => this.enrolments.put(decision))]);
  }
}
