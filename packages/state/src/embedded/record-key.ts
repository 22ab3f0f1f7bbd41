declare const content: unique symbol;

/** A key of the embedded store: the kind of record, then what tells it from others of its kind. Ordered part by part. `T` is what is kept there. */
export type RecordKey<T = unknown> = readonly [kind: string, ...parts: (string | number)[]] & { readonly [content]?: T };

/** Which keys under a prefix: those whose next part lies between `after` and `before`, both left out. */
export interface KeyBounds {
  readonly after?: string | number;
  readonly before?: string | number;
}

/** Whether the key is longer than the prefix, begins with it, and is within the bounds. */
export function isWithin(key: RecordKey, prefix: RecordKey, { after, before }: KeyBounds): boolean {
  const next = key[prefix.length];
  if (next === undefined || prefix.some((part, index) => part !== key[index])) return false;
  return (after === undefined || next > after) && (before === undefined || next < before);
}
