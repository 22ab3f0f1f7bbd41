import { memo } from 'react';
import './flow.css';
import type { FlowRow } from './flow-log.js';
import { summaryText, timeText, topicTitle } from './flow-words.js';

/** Records as a reader follows them: newest first, one line each. */
export function FlowList({ rows }: { readonly rows: readonly FlowRow[] }) {
  return (
    <ol className="flow-list" aria-label="Newest records">
      {rows.map((row) => <FlowItem key={row.id} row={row} />)}
    </ol>
  );
}

const FlowItem = memo(function FlowItem({ row }: { readonly row: FlowRow }) {
  const summary = summaryText(row);
  return (
    <li>
      <time dateTime={row.time}>{timeText(row.time)}</time>
      <span className="flow-topic">{topicTitle(row.topic)}</span>
      <span className="flow-summary" title={summary}>{summary}</span>
    </li>
  );
});
