/** A value that is kept behind its time: `<changedAtMs> <text>`. */
export function stampedText(value: string): string {
  return value.slice(value.indexOf(' ') + 1);
}
