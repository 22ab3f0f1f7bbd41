import type { CatalogueRegion } from '@vitrine/contracts';

/** How a training stands. */
export interface Training {
  readonly trainingId: string;
  readonly region: CatalogueRegion;
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
