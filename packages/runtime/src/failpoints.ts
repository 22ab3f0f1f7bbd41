import { VitrineError, type ConsumedPartition } from '@vitrine/contracts';
import type { Infrastructure } from './infrastructure.js';

/** Where a process can be made to die: around the acknowledged append to a topic, and around the commit of an effect with its position. */
const POINTS = ['append.before', 'append.after', 'commit.before', 'commit.after'] as const;

type Point = (typeof POINTS)[number];

/** Dies at the n-th time that a point is reached for a topic. */
interface Failpoint {
  readonly point: Point;
  readonly topic: string;
  left: number;
}

/** Text form of failpoints: `commit.before:purchase.recorded.v1=3`, several separated by commas. */
export const FAILPOINTS_PATTERN = /^((append|commit)\.(before|after):[a-z0-9.]+=[1-9]\d*(,|$))*$/;

/**
 * For fault campaigns: kills this process at named points between an effect and its position. Without failpoints the infrastructure is left as it is.
 * @param die ends the process; default SIGKILL to itself
 */
export function armFailpoints(infrastructure: Infrastructure, text: string, die = (): void => void process.kill(process.pid, 'SIGKILL')): void {
  if (text === '') return;
  const failpoints = text.split(',').filter(Boolean).map(parse);
  const reach = (point: Point, topic: string): void => {
    for (const failpoint of failpoints) {
      if (failpoint.point !== point || failpoint.topic !== topic) continue;
      failpoint.left -= 1;
      if (failpoint.left === 0) die();
    }
  };
  const { log, state: { store } } = infrastructure;
  log.append = around(log.append.bind(log), (topic) => topic, (when, topic) => reach(`append.${when}`, topic));
  store.commit = around(store.commit.bind(store), ({ source }: { readonly source: ConsumedPartition }) => source.topic, (when, topic) => reach(`commit.${when}`, topic));
}

function around<A extends readonly [unknown, ...unknown[]], R>(work: (...args: A) => Promise<R>, topicOf: (first: A[0]) => string, reach: (when: 'before' | 'after', topic: string) => void) {
  return async (...args: A): Promise<R> => {
    reach('before', topicOf(args[0]));
    const result = await work(...args);
    reach('after', topicOf(args[0]));
    return result;
  };
}

function parse(text: string): Failpoint {
  const [, point = '', topic = '', count = ''] = /^([a-z.]+):([a-z0-9.]+)=(\d+)$/.exec(text) ?? [];
  if (!(POINTS as readonly string[]).includes(point)) throw new VitrineError('invalid_configuration', `there is no failpoint ${text}; there are ${POINTS.join(', ')}`);
  return { point: point as Point, topic, left: Number(count) };
}
