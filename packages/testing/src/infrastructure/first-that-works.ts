/** One way to a server. */
export interface Way<T> {
  readonly name: string;
  readonly start: () => Promise<T>;
}

/** Tries the ways in order until one works. Each that did not is reported and has a line in `tried`; `found` is null when none did. */
export async function firstThatWorks<T>(report: (line: string) => void, ways: readonly Way<T>[]): Promise<{ readonly found: T | null; readonly name: string; readonly tried: readonly string[] }> {
  const tried: string[] = [];
  for (const { name, start } of ways) {
    try {
      return { found: await start(), name, tried };
    } catch (error) {
      const line = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      tried.push(line);
      report(`not from ${line}`);
    }
  }
  return { found: null, name: '', tried };
}
