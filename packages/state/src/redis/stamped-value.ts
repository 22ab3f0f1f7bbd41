/** A value as the operation `newer` keeps it: `<changedAtMs> <text>`. */
export function stampedText(value: string): string {
  return value.slice(value.indexOf(' ') + 1);
}
