import type { ChartLine, LineChart } from '../plot/line-chart.js';
import type { TestedQualities } from './sessions-report.js';

/** The quality after an epoch. */
export interface EpochNote extends TestedQualities {
  readonly epoch: number;
}

/** Hit rate over epochs, by either nearness, on the pairs that test and on those for choosing settings by. */
export function sessionsPlot(notes: readonly EpochNote[]): LineChart {
  const line = (name: string, of: (note: EpochNote) => number): ChartLine => ({ name, points: notes.map((note) => [note.epoch, of(note)] as const) });
  return {
    title: 'Next item found among ten, over epochs', x: 'epochs', y: 'HR@10', linear: true,
    lines: [
      line('test, Euclid', ({ euclid }) => euclid.hitRate10), line('validation, Euclid', ({ validation }) => validation.euclid.hitRate10),
      line('test, cosine', ({ cosine }) => cosine.hitRate10), line('validation, cosine', ({ validation }) => validation.cosine.hitRate10),
    ],
  };
}
