/** Milliseconds spent in each stage, and on how many pictures. */
export interface StageTimes {
  readonly images: number;
  readonly decode: number;
  readonly detect: number;
  readonly align: number;
  readonly embed: number;
}

/** No time spent yet. */
export const NO_TIME: StageTimes = { images: 0, decode: 0, detect: 0, align: 0, embed: 0 };

/** Sum of two. */
export function addTimes(a: StageTimes, b: StageTimes): StageTimes {
  return { images: a.images + b.images, decode: a.decode + b.decode, detect: a.detect + b.detect, align: a.align + b.align, embed: a.embed + b.embed };
}

/** Mean per picture; zeros when there was none. */
export function meanTimes(times: StageTimes): Omit<StageTimes, 'images'> {
  const share = 1 / Math.max(1, times.images);
  return { decode: times.decode * share, detect: times.detect * share, align: times.align * share, embed: times.embed * share };
}
