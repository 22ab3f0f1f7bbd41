import { describe, expect, it } from 'vitest';
import type { ConsentId } from '@vitrine/contracts';
import { aPicture } from '../pictures/pictures.fixture.js';
import { aMember, RunningIngest } from '../running-ingest.fixture.js';

describe('where a challenge is required', () => {
  it('photographs of the member’s choice are refused', async () => {
    const ingest = await RunningIngest.start({ VITRINE_ENROLMENT_CHALLENGE: 'required' });
    try {
      await ingest.state.members.put(aMember('eve', { consents: [{ consentId: 'c-1' as ConsentId, purpose: 'RECOGNITION', granted: true, changedAtMs: 0 }] }));
      const form = new FormData();
      form.append('consentId', 'c-1');
      form.append('photos', new Blob([new Uint8Array(await aPicture())]), 'photo');
      expect(await ingest.send('POST', '/v1/members/eve/enrolments', form)).toMatchObject({ status: 403, body: { code: 'challenge_invalid', field: 'challenge' } });
    } finally {
      await ingest.stop();
    }
  });
});
