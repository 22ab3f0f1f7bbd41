/** Prints a command's result as one JSON value on standard output. */
export function writeJson(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Prints rows in aligned columns on standard output. */
export function writeTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [header, ...rows]) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`);
}

/** Prints a line about progress on standard error. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
