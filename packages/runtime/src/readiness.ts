/** What must hold before a service is ready: each check rejects, with the reason as its message, while it does not hold. */
export class Readiness {
  private readonly checks = new Map<string, () => Promise<void>>();

  add(name: string, check: () => Promise<void>): void {
    this.checks.set(name, check);
  }

  /** Runs every check; `reasons` is empty when the service is ready. */
  async probe(timeoutMs: number): Promise<{ readonly ready: boolean; readonly reasons: Readonly<Record<string, string>> }> {
    const entries = await Promise.all([...this.checks].map(async ([name, check]) => [name, await failure(check, timeoutMs)] as const));
    const reasons = Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== null));
    return { ready: Object.keys(reasons).length === 0, reasons };
  }
}

async function failure(check: () => Promise<void>, timeoutMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${timeoutMs} ms`), timeoutMs);
  });
  const outcome = check().then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
}
