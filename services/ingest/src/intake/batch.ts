import { toProblem, type Problem } from '@vitrine/runtime';
import { z } from 'zod';
import { isRefused, type Checked } from './checked.js';

/** What became of each item of a batch, in order. */
export interface BatchAnswer<A> {
  readonly results: readonly (({ readonly index: number; readonly status: 'accepted' } & A) | { readonly index: number; readonly status: 'refused'; readonly problem: Problem })[];
}

/** Envelope of a batch; its items are checked one by one, so that one fault does not refuse the others. */
export function batchOf<Name extends string>(name: Name, most: number) {
  return z.strictObject({ [name]: z.array(z.unknown()).min(1).max(most) } as Record<Name, z.ZodArray<z.ZodUnknown>>);
}

export function batchAnswer<T, A>(items: readonly Checked<T>[], accepted: (item: T) => A): BatchAnswer<A> {
  return {
    results: items.map((item, index) => (isRefused(item) ? { index, status: 'refused', problem: toProblem(item) } : { index, status: 'accepted', ...accepted(item) })),
  };
}

/** Body of a route whose path names the entity: what the path says is added. Anything but an object stays as it is, for the schema to refuse. */
export function withPath(body: unknown, path: Readonly<Record<string, string>>): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...path } : body;
}
