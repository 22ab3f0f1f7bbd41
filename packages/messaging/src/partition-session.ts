/** What a consumer knows about a partition while it owns it. */
export interface PartitionSession {
  /** Null until claimed, and again after a batch failed: whether its commit happened only the state knows. */
  claim: { readonly epoch: number } | null;
  /** First offset not dealt with; null before the first batch of a partition whose effects are nowhere yet. */
  next: number | null;
  /** Offsets from `next` on that are dead letters already, so that a redelivered batch does not put them aside twice. */
  readonly putAside: Set<number>;
}

/** Moves the session on: everything before `next` is dealt with. */
export function advance(session: PartitionSession, next: number): void {
  session.next = next;
  for (const offset of session.putAside) {
    if (offset < next) session.putAside.delete(offset);
  }
}
