import { Injectable } from '@nestjs/common';
import type { EnrolmentDecided, EnrolmentRequested } from '@vitrine/contracts';
import type { ConsumedStep, ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { Enrolments, StateStore, TemplateIndex, type FaceTemplate } from '@vitrine/state';
import { FaceChain } from '@vitrine/vision';
import { enrolmentEvent, enrolmentTemplates, type EnrolmentVerdict } from './enrolment-verdict.js';

/** A request and what was decided about it. */
export interface DecidedRequest {
  readonly request: EnrolmentRequested;
  readonly verdict: EnrolmentVerdict;
  readonly decision: EnrolmentDecided;
  /** The same photographs by the embedder that is to take over; empty where none is. */
  readonly nextTemplates: readonly FaceTemplate[];
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
  decided(received: ReceivedEvent<EnrolmentRequested>, verdict: EnrolmentVerdict, nextTemplates: readonly FaceTemplate[]): DecidedRequest {
    return { request: received.event, verdict, nextTemplates, decision: enrolmentEvent(received, verdict, this.faces.embedderId, this.clock.nowMs()) };
  }

  /** Commits all of them and moves the watermark; a template is made only where its consent was not revoked meanwhile. */
  async commit(step: ConsumedStep, requests: readonly DecidedRequest[]): Promise<void> {
    const accepted = requests.filter(({ decision }) => decision.accepted);
    const templates = accepted.flatMap(({ request, verdict, nextTemplates }) => [enrolmentTemplates(request, verdict.vectors, this.faces.embedderId), nextTemplates]);
    const enrolled = await Promise.all(templates.filter(({ length }) => length > 0).map(async (own) => this.templates.enrol(own)));
    await this.state.commit(step, [...enrolled, ...requests.map(({ decision }) => this.enrolments.put(decision))]);
  }
}
