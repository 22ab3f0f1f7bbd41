const keys = new WeakMap<readonly string[], string>();

/** Key of a category path; remembered as long as the path is. */
export function categoryKey(path: readonly string[]): string {
  const known = keys.get(path);
  if (known !== undefined) return known;
  const key = path.join(' > ');
  keys.set(path, key);
  return key;
}
