import type { ModelName } from '@vitrine/contracts';

/** How a training stands. */
export interface Training {
  readonly trainingId: string;
  readonly model: ModelName;
  readonly status: 'running' | 'published' | 'rejected' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Figures of the gate, once it has judged. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Why it was rejected or failed. */
  readonly reason?: string;
  /** The version that was stored. */
  readonly version?: string;
}
