/** What both train with. */
export interface WordsSettings {
  readonly dim: number;
  readonly window: number;
  readonly negative: number;
  readonly epochs: number;
  readonly sample: number;
  readonly seed: number;
  /** With one, CPU time is measured; with more, the time that passes. */
  readonly threads: number;
}
