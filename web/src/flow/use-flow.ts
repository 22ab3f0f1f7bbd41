import { useEffect, useRef, useState } from 'react';
import { openEventStream } from '../api/event-stream.js';
import { FLOW_PATH, type FlowRecord } from '../api/flow.js';
import { EMPTY_FLOW, appendRecords, noteDropped, type FlowLog } from './flow-log.js';

/** Records come in bursts; the page is drawn at most this often. */
const DRAW_MS = 250;

export interface Flow {
  readonly log: FlowLog;
  readonly connected: boolean;
  /** Time of the last drawing; rates are taken at it. */
  readonly nowMs: number;
}

/** What flows through the log, from now on. */
export function useFlow(): Flow {
  const [flow, setFlow] = useState<Flow>({ log: EMPTY_FLOW, connected: false, nowMs: Date.now() });
  const connected = useRef(false);

  useEffect(() => {
    const waiting: FlowRecord[] = [];
    let dropped = 0;
    const close = openEventStream(FLOW_PATH, {
      opened: () => { connected.current = true; },
      lost: () => { connected.current = false; },
      on: {
        record: (data) => { waiting.push(JSON.parse(data) as FlowRecord); },
        dropped: (data) => { dropped += droppedCount(data); },
      },
    });
    const timer = setInterval(() => {
      const records = waiting.splice(0);
      const lost = dropped;
      dropped = 0;
      setFlow(({ log }) => {
        const nowMs = Date.now();
        const grown = appendRecords(log, records, nowMs);
        return { log: lost > 0 ? noteDropped(grown, lost) : grown, connected: connected.current, nowMs };
      });
    }, DRAW_MS);
    return () => {
      clearInterval(timer);
      close();
    };
  }, []);

  return flow;
}

function droppedCount(data: string): number {
  const { dropped } = JSON.parse(data) as { readonly dropped?: number };
  return dropped ?? 0;
}
