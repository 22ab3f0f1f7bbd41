import { describe, expect, it } from 'vitest';
import { compareStreamIds, isStreamId, STREAM_START } from './stream-id.js';

describe('ids of stream entries', () => {
  it('are ordered by number, not by text', () => {
    const ids = ['10-0', '9-10', '9-9', STREAM_START];
    expect(ids.toSorted(compareStreamIds)).toEqual([STREAM_START, '9-9', '9-10', '10-0']);
  });

  it.each(['', '7', 'x-1', '1-', '+', '$', '1-2-3', `${'9'.repeat(30)}-0`])('%j is none', (text) => {
    expect(isStreamId(text)).toBe(false);
  });
});
