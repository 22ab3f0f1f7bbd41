import { describe, expect, it } from 'vitest';
import { isProcessMetric, readMetrics, readingText } from './metrics-text.js';

const TEXT = `# HELP vitrine_intake_total Items taken in or refused.
# TYPE vitrine_intake_total counter
vitrine_intake_total{route="/v1/frames",code="accepted"} 40
vitrine_intake_total{route="/v1/pos",code="unknown_product"} 2

# HELP vitrine_frame_seconds From frame to identity.
# TYPE vitrine_frame_seconds histogram
vitrine_frame_seconds_bucket{le="0.1"} 3
vitrine_frame_seconds_sum 1.25
vitrine_frame_seconds_count 12
# HELP vitrine_process_resident_memory_bytes Resident memory size in bytes.
vitrine_process_resident_memory_bytes 104857600
garbage
`;

describe('metrics in words', () => {
  const readings = readMetrics(TEXT);

  it('sum a metric over its labels and list the largest first', () => {
    expect(readings[0]).toEqual({
      name: 'vitrine_intake_total', help: 'Items taken in or refused.', value: 42,
      parts: [{ labels: '/v1/frames · accepted', value: 40 }, { labels: '/v1/pos · unknown_product', value: 2 }],
    });
  });

  it('tell how often a histogram measured', () => {
    expect(readings[1]).toEqual({ name: 'vitrine_frame_seconds', help: 'From frame to identity.', value: 12, parts: [] });
  });

  it('tell bytes in MiB and know what concerns the process only', () => {
    expect(readings.map(isProcessMetric)).toEqual([false, false, true]);
    expect(readings[2] && readingText(readings[2])).toBe('100 MiB');
  });

  it('are none for what is not metrics', () => {
    expect(readMetrics('<html>')).toEqual([]);
  });
});
