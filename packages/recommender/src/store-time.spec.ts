import { describe, expect, it } from 'vitest';
import { storeTime } from './store-time.js';

describe('the time of a store', () => {
  it('is that of its own wall clock', () => {
    const moment = Date.UTC(2026, 0, 1, 3, 30);
    expect(storeTime(moment, 'Europe/Berlin')).toEqual({ date: '2026-01-01', hour: 4 });
    expect(storeTime(moment, 'America/New_York')).toEqual({ date: '2025-12-31', hour: 22 });
  });

  it('follows daylight saving and calls midnight hour 0', () => {
    expect(storeTime(Date.UTC(2026, 6, 1, 22, 10), 'Europe/Berlin')).toEqual({ date: '2026-07-02', hour: 0 });
  });
});
