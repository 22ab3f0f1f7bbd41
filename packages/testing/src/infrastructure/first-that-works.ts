/** One way to a server. */
export interface Way<T> {
  readonly name: string;
  readonly start: () => Promise<T>;
}

/** Tries the ways in order until one works. `tried` has a line for each that did not; `found` is null when none did. */
export async function firstThatWorks<T>(ways: readonly Way<T>[]): Promise<{ readonly found: T | null; readonly name: string; readonly tried: readonly string[] }> {
  const tried: string[] = [];
  for (const { name, start } of ways) {
    try {
      return { found: await start(), name, tried };
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { found: null, name: '', tried };
}
