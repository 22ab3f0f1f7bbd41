import type { SessionId, TriggerKind } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { SURROUNDINGS } from '../pos/checks/receipts.fixture.js';
import { triggerPolicyFault } from './trigger-policy.js';

const frame = (kind: TriggerKind, ageMs: number) => ({
  sessionId: 's' as SessionId, sequence: 0, capturedAtMs: 100_000, zone: null, source: 'CAMERA' as const, trigger: { kind, atMs: 100_000 - ageMs, token: null },
});
const fault = (kind: TriggerKind, ageMs: number, triggers: readonly TriggerKind[] = ['GESTURE']) =>
  triggerPolicyFault(frame(kind, ageMs), { ...SURROUNDINGS.store, triggers }, 60_000)?.details.field ?? null;

describe('the trigger policy', () => {
  it('permits what the store lists, for a minute after the act', () => {
    expect([fault('GESTURE', 0), fault('GESTURE', 60_000)]).toEqual([null, null]);
    expect(fault('GESTURE', 60_001)).toBe('Vitrine-Trigger-At');
  });

  it('refuses an act that comes after the frame', () => {
    expect(fault('GESTURE', -1)).toBe('Vitrine-Trigger-At');
  });

  it('refuses what the store does not list, and everything where it lists nothing', () => {
    expect([fault('APPROACH', 0), fault('GESTURE', 0, [])]).toEqual(['Vitrine-Trigger', 'Vitrine-Trigger']);
  });
});
