import { ConsentChanged, EnrolmentRequested, EVENT_CONTRACTS, FrameCaptured, IdentityResolved, MemberChanged, MemberErased, OfferDecided, PurchaseRecorded, type EventContract } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { aSlate, BOOTH, NOON_MS } from '../offers/slates.fixture.js';
import { flowRecord } from './flow-record.js';

const origin = { topic: 'frame.captured.v1', partition: 0, offset: 3 };
const SECRETS = { memberId: 'member-ada', consentId: 'consent-1', sessionId: 'session-1' };

const EVENTS: readonly (readonly [EventContract<never>, object])[] = [
  [FrameCaptured, { ...BOOTH, ...SECRETS, eventId: 'demo:north:door:session-1:0', sequence: 0, capturedAtMs: 1, trigger: { kind: 'TOKEN', atMs: 1, token: 'token-1' }, zone: null, jpeg: Buffer.from('picture') }],
  [IdentityResolved, { ...BOOTH, ...SECRETS, eventId: 'e', origin, capturedAtMs: 1, resolvedAtMs: 2, trigger: 'TOKEN', outcome: 'MEMBER', reason: 'NONE', faces: 1, score: 0.9, margin: 0.5, threshold: 0.4, embedderId: 'x' }],
  [OfferDecided, aSlate(1)],
  [PurchaseRecorded, { ...BOOTH, ...SECRETS, eventId: 'e', tillId: '1', kind: 'SALE', lines: [{ sku: 'bread' }], totalMinor: 1, currency: 'EUR' }],
  [MemberChanged, { ...SECRETS, eventId: 'demo:member-ada:1', active: true, deniedCategories: ['Alcohol'] }],
  [ConsentChanged, { ...SECRETS, eventId: 'demo:consent-1:1', purpose: 'RECOGNITION', granted: true }],
  [MemberErased, { ...SECRETS, eventId: 'demo:member-ada:x', erasureId: 'x' }],
  [EnrolmentRequested, { ...SECRETS, eventId: 'enrolment-1', photos: [Buffer.from('picture')] }],
] as never;

const tailed = (contract: EventContract<never>, event: object | null, value: Buffer | null = Buffer.alloc(1)) =>
  flowRecord({ contract, event: event as never, record: { key: 'member-ada', value, headers: { 'event-id': 'demo:member-ada:1' }, timeMs: NOON_MS, position: { topic: contract.topic.name, partition: 2, offset: 9 } } });

describe('a record of the flow', () => {
  it('tells where it stands, what it is, and its story in a few fields', () => {
    expect(tailed(OfferDecided as never, aSlate(1))).toEqual({
      topic: 'offer.decided.v1', partition: 2, offset: 9, time: new Date(NOON_MS).toISOString(), event: 'OfferDecided', storeId: 'north',
      summary: { booth: 'door', audience: 'MEMBER', offers: 1, best: 'bread' },
    });
  });

  it.each(EVENTS.map(([contract, event]) => [contract.name, contract, event] as const))('of %s shows no picture, vector, member, consent, session or token', (_, contract, event) => {
    const text = JSON.stringify(tailed(contract, event));
    for (const secret of ['member-ada', 'consent-1', 'session-1', 'token-1', 'picture', Buffer.from('picture').toString('base64'), 'Alcohol', '0.9']) expect(text).not.toContain(secret);
  });

  it('tells what was forgotten from what cannot be read', () => {
    expect(tailed(MemberChanged as never, null, null).summary).toEqual({ forgotten: true });
    expect(tailed(MemberChanged as never, null).summary).toEqual({ unreadable: true });
  });

  it('has a summary of every event but an erasure', () => {
    const silent = EVENT_CONTRACTS.filter((contract) => {
      const anything: object = new Proxy({}, { get: () => [] });
      return Object.keys(tailed(contract as never, anything).summary).length === 0;
    });
    expect(silent.map(({ name }) => name)).toEqual(['MemberErased']);
  });
});
