import { unreachable, type Answer } from './answer.js';
import { send } from './request.js';

export interface Health {
  readonly ready: boolean;
  /** What does not hold, by the name of the check; empty when ready. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Not ready is an answer, not a failure. */
export async function getHealth(): Promise<Answer<Health>> {
  try {
    const response = await fetch('/health/ready', { cache: 'no-store' });
    const body = (await response.json()) as { readonly reasons?: Readonly<Record<string, string>> };
    return { ok: true, value: { ready: response.ok, reasons: body.reasons ?? {} } };
  } catch (cause) {
    return { ok: false, problem: unreachable(cause) };
  }
}

/** The metrics in Prometheus' text format. */
export async function getMetrics(): Promise<Answer<string>> {
  const answer = await send('/metrics', { cache: 'no-store' });
  return answer.ok ? { ok: true, value: await answer.value.text() } : answer;
}
