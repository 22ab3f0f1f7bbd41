import { Injectable } from '@nestjs/common';
import { ConsentChanged, type ConsentId, type EventId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { Ids } from '../../ids.js';
import { KnownEntities } from '../../intake/known-entities.js';
import { consentFault, readConsent } from './consent-announcement.js';

/** Turns a consent given or withdrawn into its event. */
@Injectable()
export class ConsentIntake {
  constructor(private readonly known: KnownEntities, private readonly ids: Ids, private readonly chain: Chain, private readonly clock: Clock) {}

  /** @throws VitrineError naming the first fault, `unknown_member` */
  async read(input: unknown): Promise<ConsentChanged> {
    const consent = readConsent(input);
    const member = await this.known.member(consent.memberId);
    const fault = consentFault(consent, member.consents);
    if (fault !== null) throw fault;
    const nowMs = this.clock.nowMs();
    const consentId = consent.consentId ?? (this.ids.next() as ConsentId);
    return { ...consent, consentId, eventId: `${this.chain.id}:${consentId}:${nowMs}` as EventId, chainId: this.chain.id, changedAtMs: nowMs };
  }
}
