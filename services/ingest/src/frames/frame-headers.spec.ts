import { VitrineError } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { readFrameHeaders } from './frame-headers.js';

const sent = {
  'vitrine-session': 's-1', 'vitrine-sequence': '3', 'vitrine-captured-at': '2026-11-24T12:00:00.000Z', 'vitrine-trigger': 'gesture',
  'vitrine-trigger-at': '2026-11-24T11:59:50.000Z',
};

function fault(over: Readonly<Record<string, string | undefined>>): unknown {
  try {
    return readFrameHeaders({ ...sent, ...over });
  } catch (error) {
    if (error instanceof VitrineError) return [error.code, error.details.field];
    throw error;
  }
}

describe('headers of a frame', () => {
  it('are read into session, number, times, zone and trigger', () => {
    const atMs = Date.parse('2026-11-24T11:59:50.000Z');
    expect(readFrameHeaders({ ...sent, 'vitrine-zone': '0.1,0.2,0.5,0.6', 'vitrine-trigger': 'token', 'vitrine-trigger-token': 'abc' })).toEqual({
      sessionId: 's-1', sequence: 3, capturedAtMs: atMs + 10_000, zone: { x: 0.1, y: 0.2, width: 0.5, height: 0.6 }, source: 'CAMERA', trigger: { kind: 'TOKEN', atMs, token: 'abc' },
    });
    expect(readFrameHeaders({ ...sent, 'vitrine-source': 'upload' })).toMatchObject({ source: 'UPLOAD' });
    expect(readFrameHeaders(sent)).toMatchObject({ zone: null, trigger: { kind: 'GESTURE', token: null } });
  });

  it.each([
    ['no session', { 'vitrine-session': undefined }, ['invalid_field', 'Vitrine-Session']],
    ['a negative number', { 'vitrine-sequence': '-1' }, ['invalid_field', 'Vitrine-Sequence']],
    ['a local time', { 'vitrine-captured-at': 'noon' }, ['invalid_field', 'Vitrine-Captured-At']],
    ['a zone beyond the picture', { 'vitrine-zone': '0.8,0,0.5,1' }, ['invalid_field', 'Vitrine-Zone']],
    ['a source nobody knows', { 'vitrine-source': 'dream' }, ['invalid_field', 'Vitrine-Source']],
    ['no trigger', { 'vitrine-trigger': undefined }, ['trigger_not_permitted', 'Vitrine-Trigger']],
    ['a trigger nobody knows', { 'vitrine-trigger': 'unknown' }, ['trigger_not_permitted', 'Vitrine-Trigger']],
    ['no time of the act', { 'vitrine-trigger-at': undefined }, ['trigger_not_permitted', 'Vitrine-Trigger-At']],
    ['a token trigger without its token', { 'vitrine-trigger': 'token' }, ['trigger_not_permitted', 'Vitrine-Trigger-Token']],
  ])('name %s', (_, over, expected) => {
    expect(fault(over)).toEqual(expected);
  });
});
