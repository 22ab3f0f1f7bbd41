import type { ConsentId, MemberId } from '@vitrine/contracts';

/** A template as far as matching needs it. */
export interface GalleryTemplate {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** The member most like a probe. */
export interface GalleryMatch {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  /** Cosine to the member's best template, -1 to 1; higher is more similar. */
  readonly score: number;
  /** Best score of any other member; null with fewer than two members. */
  readonly runnerUp: number | null;
}

interface Entry {
  readonly consentId: ConsentId;
  readonly vectors: readonly Float32Array[];
}

/** Everyone who can be recognised, in memory, searched exactly. Holds templates of one embedder only. */
export class Gallery {
  private readonly members = new Map<MemberId, Entry>();

  /** Number of members enrolled. */
  get size(): number {
    return this.members.size;
  }

  /** Replaces the templates of every member named. All of one member's share one consent. */
  enrol(templates: readonly GalleryTemplate[]): void {
    const named = new Map(templates.map((template) => [template.memberId, template.consentId]));
    for (const [memberId, consentId] of named) {
      this.members.set(memberId, { consentId, vectors: templates.filter((template) => template.memberId === memberId).map(({ vector }) => vector) });
    }
  }

  /** Forgets a member. */
  evict(memberId: MemberId): void {
    this.members.delete(memberId);
  }

  /** Forgets everybody. */
  clear(): void {
    this.members.clear();
  }

  /** Consent under which a member is enrolled now, or null. */
  consentOf(memberId: MemberId): ConsentId | null {
    return this.members.get(memberId)?.consentId ?? null;
  }

  /**
   * The best member, and how good the next one is; null for an empty gallery.
   * @param probe of unit length and of the gallery's embedder
   */
  search(probe: Float32Array): GalleryMatch | null {
    return this.searchOthers(probe, null);
  }

  /** The same, as if `without` were not enrolled. */
  searchOthers(probe: Float32Array, without: MemberId | null): GalleryMatch | null {
    let best: MemberId | null = null;
    let score = -Infinity;
    let runnerUp = -Infinity;
    for (const [memberId, { vectors }] of this.members) {
      if (memberId === without) continue;
      const own = bestCosine(probe, vectors);
      if (own > score) {
        runnerUp = score;
        score = own;
        best = memberId;
      } else if (own > runnerUp) runnerUp = own;
    }
    const entry = best === null ? undefined : this.members.get(best);
    if (best === null || entry === undefined) return null;
    return { memberId: best, consentId: entry.consentId, score, runnerUp: runnerUp === -Infinity ? null : runnerUp };
  }
}

/** Cosine of two unit vectors, -1 to 1; higher is more similar. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function bestCosine(probe: Float32Array, vectors: readonly Float32Array[]): number {
  let best = -Infinity;
  for (const vector of vectors) best = Math.max(best, cosine(probe, vector));
  return best;
}
