import { IDENTIFIER_PATTERN, VitrineError, type ErrorCode, type Identifier } from '@vitrine/contracts';
import { z } from 'zod';

/** Field of an identifier that comes from outside: 1 to 64 letters, digits or `._@-`. */
export function idField<I extends Identifier<string>>(): z.ZodType<I, string> {
  return z.string().regex(IDENTIFIER_PATTERN, 'must be 1 to 64 letters, digits or ._@-, starting with a letter or digit') as unknown as z.ZodType<I, string>;
}

/** Field of a moment: ISO 8601 in UTC, such as `2026-11-24T10:15:00.000Z`; read as UTC milliseconds. */
export const instantField = z.iso.datetime('must be a time in UTC such as 2026-11-24T10:15:00.000Z').transform((text) => Date.parse(text));

/**
 * Checks what came from outside against the schema of its route.
 * The error names the first fault: `invalid_money` where a field ends in `Minor`, `invalid_body` for a value that is missing, unknown
 * or of another type, `invalid_field` for a value that is not allowed. `field` is its place, such as `lines[0].sku`.
 * @throws VitrineError
 */
export function checkedInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const field = fieldName(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path);
  throw new VitrineError(codeOf(issue), field === '' ? issue.message : `${field}: ${issue.message}`, field === '' ? {} : { field });
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (String(issue.path.at(-1)).endsWith('Minor')) return 'invalid_money';
  return issue.code === 'invalid_type' || issue.code === 'unrecognized_keys' ? 'invalid_body' : 'invalid_field';
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');
}
