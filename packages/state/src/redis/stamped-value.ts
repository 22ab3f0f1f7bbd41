/** A value that is kept behind its time: `<changedAtMs> <text>`. */
export function stampedText(value: string): string {
  return value.slice(value.indexOf(' ') + 1);
}

/** The time it is kept behind. */
export function stampOf(value: string): number {
  return Number(value.slice(0, value.indexOf(' ')));
}
