import { describe, expect, it } from 'vitest';
import { compareTopics, rateText, summaryText, topicTitle, timeText } from './flow-words.js';

describe('the words of the flow', () => {
  it('leave the version out of a topic, also of a dead letter', () => {
    expect(topicTitle('frame.captured.v1')).toBe('frame.captured');
    expect(topicTitle('frame.captured.v1.dlq')).toBe('frame.captured.dlq');
  });

  it('order topics as a visit travels, unknown ones last', () => {
    expect(['zebra.v1', 'offer.decided.v1', 'frame.captured.v2', 'apple.v1'].toSorted(compareTopics)).toEqual(['frame.captured.v2', 'offer.decided.v1', 'apple.v1', 'zebra.v1']);
  });

  it('make one line of an unknown event and leave out what is empty', () => {
    expect(summaryText({ event: 'SomethingNew', summary: { outcome: 'MEMBER', score: 0.71239, reason: null, faces: 1, skus: ['1', '2'] } })).toBe('outcome MEMBER · score 0.712 · faces 1 · skus ["1","2"]');
  });

  it('tell a known event as a sentence', () => {
    const sold = { till: 't1', kind: 'SALE', lines: 1, totalMinor: 1249, currency: 'USD', byMember: true };
    expect(summaryText({ event: 'PurchaseRecorded', summary: sold })).toBe('sale at till t1: 1 line for $12.49, a member’s');
    expect(summaryText({ event: 'IdentityResolved', summary: { booth: 'b1', outcome: 'UNKNOWN', reason: 'BELOW_THRESHOLD', faces: 2, tookMs: 140 } })).toBe('b1: unknown, below threshold; 2 faces, 140 ms after the picture');
  });

  it('say so when a known event could not be read', () => {
    expect(summaryText({ event: 'PurchaseRecorded', summary: { unreadable: true } })).toBe('unreadable true');
  });

  it('have a word for an amount whose currency is not one', () => {
    expect(summaryText({ event: 'PurchaseRecorded', summary: { till: 't1', kind: 'SALE', lines: 2, totalMinor: 5, currency: '?' } })).toBe('sale at till t1: 2 lines for 5');
  });

  it('say a rate in a few characters', () => {
    expect([0, 0.25, 9.94, 12.4].map(rateText)).toEqual(['0/s', '0.3/s', '9.9/s', '12/s']);
  });

  it('have no word for what is no time', () => {
    expect(timeText('yesterday')).toBe('');
  });
});
