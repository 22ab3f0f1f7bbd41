/** How a rebuild stands. */
export interface Rebuild {
  readonly rebuildId: string;
  /** The state that is made anew from the log. */
  readonly what: string;
  readonly status: 'running' | 'done' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Why it failed. */
  readonly reason?: string;
}

/** Does the work of one kind of rebuild: beside what serves, whose place its result takes. */
export type RebuildWork = (progress: (share: number) => void, signal: AbortSignal) => Promise<void>;
