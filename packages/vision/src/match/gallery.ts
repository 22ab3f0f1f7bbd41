import { createHash } from 'node:crypto';
import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { LinearSvc } from '../classify/linear-svc.js';
import { cosine, likeness, personTemplates, type PersonTemplates } from './likeness.js';

/** A template as far as matching needs it. */
export interface GalleryTemplate {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** The member a probe is taken for, should it be a member at all. */
export interface GalleryMatch {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  /** Likeness, -1 to 1; higher is more alike. */
  readonly score: number;
  /** Highest likeness of any other member; null with fewer than two members. Above `score` where the classifier named somebody else than the most alike. */
  readonly runnerUp: number | null;
  /** Who said who it is. */
  readonly by: 'search' | 'classifier';
}

interface Entry extends PersonTemplates {
  readonly consentId: ConsentId;
}

/** Everyone who can be recognised, in memory, searched exactly. Holds templates of one embedder only. */
export class Gallery {
  private readonly members = new Map<MemberId, Entry>();
  private classifier: LinearSvc | null = null;

  /** Number of members enrolled. */
  get size(): number {
    return this.members.size;
  }

  /** Whether a classifier says who it is. */
  get classified(): boolean {
    return this.classifier !== null;
  }

  /** Replaces the templates of every member named. All of one member's share one consent. A classifier of the gallery before is dropped. */
  enrol(templates: readonly GalleryTemplate[]): void {
    const byMember = new Map<MemberId, GalleryTemplate[]>();
    for (const template of templates) byMember.set(template.memberId, [...(byMember.get(template.memberId) ?? []), template]);
    for (const [memberId, own] of byMember) this.members.set(memberId, { consentId: own[0]!.consentId, ...personTemplates(own.map(({ vector }) => vector)) });
    this.classifier = null;
  }

  /** Forgets a member, and the classifier that knew them. */
  evict(memberId: MemberId): void {
    this.members.delete(memberId);
    this.classifier = null;
  }

  /** Forgets everybody. */
  clear(): void {
    this.members.clear();
    this.classifier = null;
  }

  /** Consent under which a member is enrolled now, or null. */
  consentOf(memberId: MemberId): ConsentId | null {
    return this.members.get(memberId)?.consentId ?? null;
  }

  /** What a classifier must have been trained on to speak for this gallery. */
  fingerprint(): string {
    return galleryFingerprint([...this.members].flatMap(([memberId, { consentId, vectors }]) => vectors.map((vector) => ({ memberId, consentId, vector }))));
  }

  /**
   * Lets a classifier say who it is, until the gallery changes.
   * @param trainedOn fingerprint of the templates it was trained on
   * @returns false, and nothing changes, when this is another gallery
   */
  classifyBy(classifier: LinearSvc, trainedOn: string): boolean {
    if (trainedOn !== this.fingerprint()) return false;
    this.classifier = classifier;
    return true;
  }

  /**
   * Whom the probe is taken for, and how like the next one it is; null for an empty gallery.
   * @param probe of unit length and of the gallery's embedder
   */
  search(probe: Float32Array): GalleryMatch | null {
    return this.searchOthers(probe, null);
  }

  /** The same, as if `without` were not enrolled. */
  searchOthers(probe: Float32Array, without: MemberId | null): GalleryMatch | null {
    const named = without === null ? ((this.classifier?.decide(probe).label ?? null) as MemberId | null) : null;
    let best: { memberId: MemberId; entry: Entry; score: number } | null = null;
    let runnerUp = -Infinity;
    for (const [memberId, entry] of this.members) {
      if (memberId === without) continue;
      const score = likeness(probe, entry);
      if (best === null || (best.memberId !== named && (memberId === named || score > best.score))) {
        runnerUp = Math.max(runnerUp, best?.score ?? -Infinity);
        best = { memberId, entry, score };
      } else runnerUp = Math.max(runnerUp, score);
    }
    if (best === null) return null;
    const by = named === null ? 'search' : 'classifier';
    return { memberId: best.memberId, consentId: best.entry.consentId, score: best.score, runnerUp: runnerUp === -Infinity ? null : runnerUp, by };
  }

  /** The member other than `without` who has the template nearest to the probe, and its cosine; null when there is nobody. */
  nearestOther(probe: Float32Array, without: MemberId): { readonly memberId: MemberId; readonly score: number } | null {
    let nearest: { memberId: MemberId; score: number } | null = null;
    for (const [memberId, { vectors }] of this.members) {
      if (memberId === without) continue;
      const score = Math.max(...vectors.map((vector) => cosine(probe, vector)));
      if (nearest === null || score > nearest.score) nearest = { memberId, score };
    }
    return nearest;
  }
}

/** SHA-256 over every template and whose it is, whatever their order. */
export function galleryFingerprint(templates: readonly GalleryTemplate[]): string {
  const lines = templates.map(({ memberId, consentId, vector }) => `${memberId} ${consentId} ${Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')}`);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
