import { problemOf, unreachable, type Answer } from './answer.js';
import { serverClock } from './server-clock.js';

/** Sends a request to the platform; whatever goes wrong comes back as a value. */
export async function send(path: string, init: RequestInit = {}): Promise<Answer<Response>> {
  try {
    const response = await fetch(path, init);
    serverClock.observe(response.headers.get('Date'));
    if (response.ok || response.status === 304) return { ok: true, value: response };
    return { ok: false, problem: problemOf(response.status, await response.json().catch(() => null)) };
  } catch (cause) {
    return { ok: false, problem: unreachable(cause) };
  }
}

/** As `send`, with the JSON body of the answer. */
export async function sendForJson<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  const answer = await send(path, init);
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: (await answer.value.json()) as T };
  } catch (cause) {
    return { ok: false, problem: unreachable(cause) };
  }
}

export function jsonBody(method: 'POST' | 'PUT', body: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
