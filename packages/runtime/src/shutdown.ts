import type { RunningService } from './service.js';

const GRACE_MS = 25_000;

/** Ends the process in good order on SIGTERM or SIGINT; a second signal, or 25 s without an end, ends it at once. */
export function closeOnSignals(service: RunningService): void {
  let closing = false;
  const close = (): void => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    service.close().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`closing failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    });
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}
