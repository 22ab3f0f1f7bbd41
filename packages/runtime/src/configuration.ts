import { VitrineError } from '@vitrine/contracts';
import type { z } from 'zod';

/** Environment variables as the process got them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment once, into a frozen object.
 * @throws VitrineError `invalid_configuration` naming every setting that is wrong, all at once
 */
export function readConfiguration<S extends z.ZodType>(schema: S, environment: Environment): Readonly<z.output<S>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data as object) as Readonly<z.output<S>>;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new VitrineError('invalid_configuration', `settings are not valid: ${faults.join('; ')}`, { faults: faults.length });
}
