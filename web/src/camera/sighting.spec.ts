import { describe, expect, it } from 'vitest';
import type { Slate } from '../api/slates.js';
import { conclusionIn, conclusionOf, conclusionText, seeSlate, startSighting } from './sighting.js';

const aSlate = (slateId: string | null, sessionId: string): Slate => ({ slateId, sessionId, audience: 'MEMBER', decidedAt: null, validUntil: null, offers: [] });
const NOON = Date.parse('2026-11-24T12:00:00.000Z');
const HERE = { storeId: 's1', boothId: 'b1' };
const aRecord = (summary: Record<string, unknown>, event = 'IdentityResolved') => ({
  topic: 'identity.resolved.v1', partition: 0, offset: 1, time: '2026-11-24T12:00:00.000Z', event, storeId: 's1', summary,
});

describe('a sighting', () => {
  it('takes the slate of its own visit and the time it took', () => {
    const seen = seeSlate(startSighting('mine', 1000), aSlate('a', 'mine'), 1640);
    expect(seen.shown?.afterMs).toBe(640);
    expect(seeSlate(seen, aSlate('a', 'mine'), 9000).shown?.afterMs).toBe(640);
  });

  it("leaves other visitors' slates and empty ones alone", () => {
    const sighting = startSighting('mine', 1000);
    expect(seeSlate(sighting, aSlate('a', 'theirs'), 1640).shown).toBeNull();
    expect(seeSlate(sighting, aSlate(null, 'mine'), 1640).shown).toBeNull();
  });

  it('reads the conclusion from the records of its own booth since it began', () => {
    const summary = { booth: 'b1', outcome: 'POOR', reason: 'TOO_DARK' };
    expect(conclusionIn(aRecord(summary), HERE, NOON)).toEqual({ outcome: 'POOR', reason: 'TOO_DARK' });
    expect(conclusionIn(aRecord(summary), HERE, NOON + 1)).toBeNull();
    expect(conclusionIn(aRecord({ ...summary, booth: 'b2' }), HERE, NOON)).toBeNull();
    expect(conclusionIn(aRecord(summary), { ...HERE, storeId: 's2' }, NOON)).toBeNull();
    expect(conclusionIn(aRecord(summary, 'OfferDecided'), HERE, NOON)).toBeNull();
  });

  it('trusts the slate of its own session more than a conclusion about the booth', () => {
    const sighting = { ...startSighting('mine', 0), conclusion: { outcome: 'UNKNOWN', reason: 'BELOW_THRESHOLD' } as const };
    expect(conclusionOf(sighting)?.outcome).toBe('UNKNOWN');
    expect(conclusionOf(seeSlate(sighting, aSlate('a', 'mine'), 1))?.outcome).toBe('MEMBER');
  });

  it('says why not in words', () => {
    expect(conclusionText({ outcome: 'UNKNOWN', reason: 'EMPTY_GALLERY' })).toBe('Not recognised: nobody enrolled looks like this. Nobody is enrolled yet.');
    expect(conclusionText({ outcome: 'MEMBER', reason: 'NONE' })).toBe('Recognised as a member.');
  });
});
