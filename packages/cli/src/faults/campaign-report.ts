import type { CampaignMode } from './plan/fault-kinds.js';
import type { PlannedFault } from './plan/schedule.js';

/** A fault as it happened. */
export interface FaultRecord extends Pick<PlannedFault, 'number' | 'kind' | 'afterEvents'> {
  readonly what: string;
  /** Seconds until receipts flowed again; null when they did not within three minutes. Missing where nothing stands still. */
  readonly recoverySeconds?: number | null;
}

/** What a campaign found. */
export interface CampaignReport {
  readonly seed: number;
  readonly mode: CampaignMode;
  /** Events that were due, and of them those the platform has acknowledged. */
  readonly events: number;
  readonly acknowledged: number;
  readonly faults: number;
  /** Acknowledged receipts that are not in the log or whose effect is not in the state. */
  readonly lost: number;
  /** Products counted more often than the receipts of the log say. */
  readonly appliedTwice: number;
  readonly deadLettersExact: boolean;
  /** Whether taste, counts, promotions, model, vectors and offers are those of the reference. */
  readonly stateEqual: boolean;
  readonly orderPerKey: boolean;
  /** Null where the state cannot be watched from outside. */
  readonly watermarksMonotone: boolean | null;
  /** Longest and median recovery by kind of fault. */
  readonly recoverySeconds: Readonly<Record<string, { readonly count: number; readonly median: number | null; readonly longest: number | null }>>;
  /** Sound events that ingest refused. */
  readonly refused: number;
  /** Answers 503 that senders got and heeded, and how many named no time to come again. */
  readonly unavailable: { readonly answers: number; readonly withoutRetryAfter: number; readonly unanswered: number };
  readonly frames: object;
  readonly deadLetters: { readonly letters: number; readonly copies: number; readonly poison: number };
  readonly receipts: { readonly distinct: number; readonly repeatedInLog: number };
  /** Processes that ended by themselves and were started again by their supervisor. */
  readonly gaveUp: number;
  readonly seconds: number;
  readonly schedule: readonly FaultRecord[];
  /** What went wrong, in words; at most twenty. */
  readonly differences: readonly string[];
}

/** Whether everything promised held. */
export function passed(report: CampaignReport): boolean {
  const { lost, appliedTwice, deadLettersExact, stateEqual, orderPerKey, watermarksMonotone, refused, schedule } = report;
  return lost === 0 && appliedTwice === 0 && deadLettersExact && stateEqual && orderPerKey && watermarksMonotone !== false && refused === 0 && schedule.every(({ recoverySeconds }) => recoverySeconds !== null);
}

/** Recovery times by kind; a fault that was not recovered from makes the longest null. */
export function recoveryByKind(records: readonly FaultRecord[]): CampaignReport['recoverySeconds'] {
  const measured = records.filter(({ recoverySeconds }) => recoverySeconds !== undefined);
  return Object.fromEntries([...new Set(measured.map(({ kind }) => kind))].toSorted().map((kind) => {
    const seconds = measured.filter((record) => record.kind === kind).map(({ recoverySeconds }) => recoverySeconds ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
    return [kind, { count: seconds.length, median: rounded(seconds[Math.floor((seconds.length - 1) / 2)]), longest: rounded(seconds.at(-1)) }];
  }));
}

function rounded(seconds: number | undefined): number | null {
  return seconds === undefined || !Number.isFinite(seconds) ? null : Math.round(seconds * 100) / 100;
}
