/** Random id such as `m-3f9a…`; `crypto.randomUUID` would need a secure context, this does not. */
export function freshId(prefix: string, bytes = 8): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return `${prefix}-${hex(random)}`;
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
