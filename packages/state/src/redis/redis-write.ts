import { VitrineError } from '@vitrine/contracts';
import type { StateWrite } from '../state-store.js';

export type OperationName =
  | 'put' | 'remove' | 'remember' | 'forget' | 'mark' | 'add' | 'accompany' | 'raise' | 'set-field' | 'revise' | 'append' | 'publish' | 'silence' | 'enrol' | 'revoke' | 'erase' | 'classify';

/** One operation of the function library, with the keys and arguments it takes there. */
export interface Operation {
  readonly name: OperationName;
  readonly keys: readonly string[];
  readonly args: readonly (string | number | Buffer)[];
}

/** What a `StateWrite` is on Redis. */
class RedisWrite {
  constructor(readonly operations: readonly Operation[]) {}
}

export function redisWrite(...operations: readonly Operation[]): StateWrite {
  return new RedisWrite(operations) as unknown as StateWrite;
}

/** Keys and arguments of a call that carries out the writes: for each operation its name, how many keys and arguments it has, and these. */
export function encodeWrites(writes: readonly StateWrite[]): { keys: string[]; args: (string | number | Buffer)[] } {
  const keys: string[] = [];
  const args: (string | number | Buffer)[] = [];
  for (const operation of writes.flatMap(operationsOf)) {
    keys.push(...operation.keys);
    args.push(operation.name, operation.keys.length, operation.args.length, ...operation.args);
  }
  return { keys, args };
}

function operationsOf(write: StateWrite): readonly Operation[] {
  const candidate: unknown = write;
  if (!(candidate instanceof RedisWrite)) throw new VitrineError('internal', 'a write of another state store cannot be carried out on Redis');
  return candidate.operations;
}
