import type { FlowRecord } from '../api/flow.js';

/** Rows kept for reading; counters keep counting beyond them. */
export const ROWS_KEPT = 300;
/** Seconds over which a rate is taken, and the length of the history of one topic. */
export const RATE_SECONDS = 60;

export interface FlowRow extends FlowRecord {
  /** Grows by one with each record that this page received. */
  readonly id: number;
}

export interface TopicCount {
  readonly topic: string;
  readonly total: number;
  /** Records in each of the last 60 seconds, oldest first. */
  readonly history: readonly number[];
  readonly lastSecond: number;
}

export interface FlowLog {
  /** Newest first. */
  readonly rows: readonly FlowRow[];
  readonly topics: Readonly<Record<string, TopicCount>>;
  readonly total: number;
  /** Records that the platform left out because this page was too slow. */
  readonly dropped: number;
}

export const EMPTY_FLOW: FlowLog = { rows: [], topics: {}, total: 0, dropped: 0 };

/** Takes the records that came since the last call; `nowMs` dates them for the rates. */
export function appendRecords(log: FlowLog, records: readonly FlowRecord[], nowMs: number): FlowLog {
  if (records.length === 0) return log;
  const second = Math.floor(nowMs / 1000);
  const fresh = records.map((record, index) => ({ ...record, id: log.total + index + 1 })).toReversed();
  const topics = { ...log.topics };
  for (const { topic } of records) topics[topic] = countOne(topics[topic], topic, second);
  return { ...log, rows: [...fresh, ...log.rows].slice(0, ROWS_KEPT), topics, total: log.total + records.length };
}

export function noteDropped(log: FlowLog, count: number): FlowLog {
  return { ...log, dropped: log.dropped + count };
}

function countOne(known: TopicCount | undefined, topic: string, second: number): TopicCount {
  const history = [...historyAt(known, second)];
  history[RATE_SECONDS - 1] = (history[RATE_SECONDS - 1] ?? 0) + 1;
  return { topic, total: (known?.total ?? 0) + 1, history, lastSecond: second };
}

/** The history moved on to `second`: the seconds without a record in between are zero. */
export function historyAt(count: TopicCount | undefined, second: number): readonly number[] {
  const silent: readonly number[] = Array.from({ length: RATE_SECONDS }, () => 0);
  if (count === undefined) return silent;
  const elapsed = Math.min(RATE_SECONDS, Math.max(0, second - count.lastSecond));
  return [...count.history.slice(elapsed), ...silent.slice(0, elapsed)];
}

const RECENT_SECONDS = 10;

/** Records a second over the last ten. */
export function recentRate(count: TopicCount, nowMs: number): number {
  const recent = historyAt(count, Math.floor(nowMs / 1000)).slice(-RECENT_SECONDS);
  return recent.reduce((sum, value) => sum + value, 0) / RECENT_SECONDS;
}
