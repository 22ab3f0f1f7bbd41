import { Controller } from '@nestjs/common';
import { ConsentChanged } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, TemplateIndex } from '@vitrine/state';

/** Evicts the templates of members who withdrew their consent to be recognised. */
@Controller()
export class ConsentsConsumer {
  constructor(private readonly templates: TemplateIndex, private readonly state: StateStore) {}

  @Consumes(ConsentChanged, { group: 'face-worker.consents' })
  async onConsents({ events, step }: ConsumedBatch<ConsentChanged>): Promise<void> {
    const withdrawn = events.filter(({ event }) => event.purpose === 'RECOGNITION' && !event.granted);
    await this.state.commit(step, withdrawn.map(({ event: { chainId, memberId, consentId } }) => this.templates.revokeConsent(chainId, memberId, consentId)));
  }
}
