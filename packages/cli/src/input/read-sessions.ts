import { VitrineError } from '@vitrine/contracts';
import { readCsv } from './read-csv.js';
import { readInput } from './read-input.js';
import { RejectedRows } from './rejected-rows.js';

/** A customer's items in their order. */
export type Session = readonly string[];

/** What a file of sessions can look like: one JSON array of item ids a line, or the lines of Online Retail. */
export const SESSION_FORMATS = ['sessions', 'online-retail'] as const;

/** Name of a form. */
export type SessionFormat = (typeof SESSION_FORMATS)[number];

const SHORTEST_HISTORY = 3;
/** How programs for statistics write an empty cell. */
const MISSING = 'NA';

/** @throws VitrineError `invalid_input_file` when it cannot be read, has no session or too many unusable lines */
export async function readSessions(path: string, format: SessionFormat): Promise<readonly Session[]> {
  const sessions = format === 'sessions' ? parseSessions((await readInput(path)).toString('utf8'), path) : await onlineRetailSessions(path);
  if (sessions.length === 0) throw new VitrineError('invalid_input_file', `${path} holds no session`);
  return sessions;
}

/**
 * One JSON array of item ids a line; ids may be numbers. Unusable lines are told with their reason and left out.
 * @throws VitrineError `invalid_input_file` when there are more than 100 of them
 */
export function parseSessions(text: string, path: string): readonly Session[] {
  const sessions: Session[] = [];
  const rejected = new RejectedRows(path);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const session = parseLine(line);
    if (typeof session === 'string') rejected.reject(index + 1, session);
    else sessions.push(session);
  }
  rejected.end(sessions.length);
  return sessions;
}

/** A session, or why the line is none. */
function parseLine(line: string): Session | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (!Array.isArray(value) || value.length === 0) return 'not an array of item ids';
  return value.every((item) => typeof item === 'string' || typeof item === 'number') ? value.map(String) : 'an item id is neither text nor a number';
}

/** Lines with a customer, by customer in file order; customers with fewer than three lines are left out. */
async function onlineRetailSessions(path: string): Promise<readonly Session[]> {
  const byCustomer = new Map<string, string[]>();
  await readCsv(path, ['CustomerID', 'StockCode'], ([customer = '', item = '']) => {
    if (customer === '' || customer === MISSING) return;
    const session = byCustomer.get(customer);
    if (session === undefined) byCustomer.set(customer, [item]);
    else session.push(item);
  });
  return [...byCustomer.values()].filter((session) => session.length >= SHORTEST_HISTORY);
}
