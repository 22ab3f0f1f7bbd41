import type { IdentityResolved, MemberId } from '@vitrine/contracts';
import type { BoardEntry, BoothSession } from '@vitrine/state';

/** Whom the slate is for after this identity: the member only on a clear recognition in a session they have not disowned. */
export function memberInFront(session: BoothSession | null, event: IdentityResolved): MemberId | null {
  if (session?.sessionId === event.sessionId && session.disowned) return null;
  return event.outcome === 'MEMBER' ? event.memberId : null;
}

/** The session after this identity. */
export function nextSession(session: BoothSession | null, event: IdentityResolved, memberId: MemberId | null, tasteVersion: number): BoothSession {
  const disowned = session?.sessionId === event.sessionId && session.disowned;
  return { sessionId: event.sessionId, memberId, lastSeenAtMs: event.capturedAtMs, tasteVersion, disowned };
}

/** Whether the slate on the board no longer fits: another session, member or taste, or too old. */
export function needsNewSlate(before: BoothSession | null, after: BoothSession, board: BoardEntry | null, nowMs: number, refreshMs: number): boolean {
  if (before === null || board === null || board.slate.sessionId !== after.sessionId) return true;
  if (board.slate.memberId !== after.memberId || before.tasteVersion !== after.tasteVersion) return true;
  return nowMs - board.slate.decidedAtMs >= refreshMs;
}
