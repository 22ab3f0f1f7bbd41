import './flow.css';
import { historyAt, recentRate, type FlowLog } from './flow-log.js';
import { compareTopics, rateText, topicTitle } from './flow-words.js';
import { Sparkline } from './sparkline.js';

interface TopicTableProps {
  readonly log: FlowLog;
  readonly nowMs: number;
  /** Topics left out of the list; without it nothing can be chosen. */
  readonly hidden?: ReadonlySet<string>;
  readonly onToggle?: (topic: string) => void;
}

/** Every topic seen, with its count, its rate and its last minute. */
export function TopicTable({ log, nowMs, hidden, onToggle }: TopicTableProps) {
  if (log.total === 0) return <p className="muted">Nothing has come since you opened this page.</p>;
  const topics = Object.values(log.topics).toSorted((one, other) => compareTopics(one.topic, other.topic));
  return (
    <table className="topic-table">
      <thead><tr><th scope="col">Topic</th><th scope="col">Last minute</th><th scope="col">Rate</th><th scope="col">Seen</th></tr></thead>
      <tbody>
        {topics.map((count) => (
          <tr key={count.topic} data-hidden={hidden?.has(count.topic)}>
            <th scope="row">
              {onToggle === undefined
                ? topicTitle(count.topic)
                : <label><input type="checkbox" checked={hidden?.has(count.topic) !== true} onChange={() => onToggle(count.topic)} /> {topicTitle(count.topic)}</label>}
            </th>
            <td><Sparkline history={historyAt(count, Math.floor(nowMs / 1000))} /></td>
            <td>{rateText(recentRate(count, nowMs))}</td>
            <td>{count.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
