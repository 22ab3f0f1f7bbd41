import type { Language } from './language.js';

/** Strong entity tag of a slate: its version on the board and the language it is worded in. Null: no slate. */
export function slateTag(version: string | null, language: Language): string {
  return `"${version ?? 'none'}.${language}"`;
}

/** Whether an `If-None-Match` header names the tag. */
export function namesTag(header: string | undefined, tag: string): boolean {
  const tags = new Set((header ?? '').split(',').map((part) => part.trim().replace(/^W\//, '')));
  return tags.has(tag) || tags.has('*');
}
