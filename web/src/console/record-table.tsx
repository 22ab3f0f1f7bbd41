import { memo } from 'react';
import type { FlowRow } from '../flow/flow-log.js';
import { summaryText, timeText, topicTitle } from '../flow/flow-words.js';

/** Records, newest first, each with its place in the log. */
export function RecordTable({ rows }: { readonly rows: readonly FlowRow[] }) {
  return (
    <table className="record-table">
      <thead><tr><th scope="col">Time</th><th scope="col">Topic</th><th scope="col">Place</th><th scope="col">Store</th><th scope="col">Summary</th></tr></thead>
      <tbody>{rows.map((row) => <RecordRow key={row.id} row={row} />)}</tbody>
    </table>
  );
}

const RecordRow = memo(function RecordRow({ row }: { readonly row: FlowRow }) {
  return (
    <tr>
      <td><time dateTime={row.time}>{timeText(row.time)}</time></td>
      <td className="record-topic">{topicTitle(row.topic)}</td>
      <td className="muted" title="partition and offset">{row.partition}:{row.offset}</td>
      <td>{row.storeId ?? ''}</td>
      <td className="record-summary">{summaryText(row)}</td>
    </tr>
  );
});
