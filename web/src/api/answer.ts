/** A problem document (RFC 9457) as the pages show it. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** Input field at fault, where there is one. */
  readonly field?: string;
}

/** What a route answered: its value, or the problem in words. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const UNREACHABLE = 'unreachable';

/** Reads an error body; one that is no problem document becomes one. */
export function problemOf(status: number, body: unknown): Problem {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string, otherwise: string) => (typeof fields[name] === 'string' ? fields[name] : otherwise);
  return {
    title: text('title', `The platform answered with status ${status}`),
    detail: text('detail', ''),
    code: text('code', 'internal'),
    status,
    ...(typeof fields.field === 'string' && fields.field !== '' ? { field: fields.field } : {}),
  };
}

export function unreachable(cause: unknown): Problem {
  return {
    title: 'The platform does not answer',
    detail: cause instanceof Error ? cause.message : String(cause),
    code: UNREACHABLE,
    status: 0,
  };
}
