import type { LogPosition, ModelName } from '@vitrine/contracts';

/** Steps done of all, for whoever asks. */
export type Progress = (done: number, of: number) => void;

/** A trained model with what the gate found. */
export interface Trained {
  /** The model as it is stored. */
  readonly bytes: Uint8Array;
  /** First positions it has not seen. */
  readonly trainedUpTo: readonly LogPosition[];
  /** Figures of the gate by name. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Why it may not be published; null when it may. */
  readonly objection: string | null;
}

/** How one model is trained from the history and judged against what is live. */
export interface Recipe {
  readonly model: ModelName;
  /** @throws VitrineError `overloaded` when aborted */
  train(progress: Progress, signal: AbortSignal): Promise<Trained>;
}
