import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { VitrineError } from '@vitrine/contracts';
import { writeTogether, type LogStore } from './log-store.js';

interface Owner {
  readonly nonce: string;
  readonly pid: number;
  /** Tells a process from a later one of the same pid; null where the system does not say. */
  readonly startedAt: string | null;
}

const KEY = 'owner';
const heldHere = new Set<string>();

/**
 * Takes the log for this process, in one transaction. What a killed process left behind is taken over.
 * @returns what gives it up again
 * @throws VitrineError `invalid_configuration` when a living process, or another log of this one, has it open
 */
export function takeOwnership(store: LogStore): () => Promise<void> {
  const me: Owner = { nonce: randomUUID(), pid: process.pid, startedAt: startOf(process.pid) };
  store.root.transactionSync(() => {
    const owner = store.owner.get(KEY) as Owner | undefined;
    if (owner !== undefined && isAlive(owner)) {
      throw new VitrineError('invalid_configuration', `process ${owner.pid} has this event log open; an embedded log serves one process, so stop that one or use Kafka`, { pid: owner.pid });
    }
    store.owner.putSync(KEY, me);
  });
  heldHere.add(me.nonce);
  return async () => {
    heldHere.delete(me.nonce);
    await writeTogether(store.root, () => [store.owner.remove(KEY)]);
  };
}

function isAlive({ nonce, pid, startedAt }: Owner): boolean {
  if (pid === process.pid) return heldHere.has(nonce);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === null || startOf(pid) === startedAt;
}

/** Start time of a process in clock ticks since boot, where there is a /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
