import { createHash } from 'node:crypto';
import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { LinearSvc } from '../classify/linear-svc.js';
import type { TemplateRows } from '../search/template-rows.js';
import { EnrolledPeople, type EnrolledPerson } from './enrolled-people.js';
import { cosine, likeness } from './likeness.js';

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

/** Everyone who can be recognised, in memory, searched exactly. Holds templates of one embedder only. */
export class Gallery {
  private readonly people = new EnrolledPeople();
  private classifier: LinearSvc | null = null;

  /** Number of members enrolled. */
  get size(): number {
    return this.people.size;
  }

  /** Where the templates lie, for a search in another thread; null while there are few people. */
  get rows(): TemplateRows | null {
    return this.people.rows;
  }

  /** Whether a classifier says who it is. */
  get classified(): boolean {
    return this.classifier !== null;
  }

  /** Replaces the templates of every member named. All of one member's share one consent. A classifier of the gallery before is dropped. */
  enrol(templates: readonly GalleryTemplate[]): void {
    const byMember = new Map<MemberId, GalleryTemplate[]>();
    for (const template of templates) {
      const own = byMember.get(template.memberId);
      if (own === undefined) byMember.set(template.memberId, [template]);
      else own.push(template);
    }
    for (const [memberId, own] of byMember) this.people.put(memberId, own[0]!.consentId, own.map(({ vector }) => vector));
    this.classifier = null;
  }

  /** Forgets a member, and the classifier that knew them. */
  evict(memberId: MemberId): void {
    this.people.remove(memberId);
    this.classifier = null;
  }

  /** Forgets everybody. */
  clear(): void {
    this.people.clear();
    this.classifier = null;
  }

  /** Consent under which a member is enrolled now, or null. */
  consentOf(memberId: MemberId): ConsentId | null {
    return this.people.get(memberId)?.consentId ?? null;
  }

  /** What a classifier must have been trained on to speak for this gallery. */
  fingerprint(): string {
    return galleryFingerprint(this.everybody().flatMap(({ memberId, consentId, templates }) => templates().vectors.map((vector) => ({ memberId, consentId, vector }))));
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
    return this.decide(probe, this.people.contenders(probe, without, 'likeness'), without);
  }

  /** `search` of several probes together, which costs less than one after the other. */
  searchAll(probes: readonly Float32Array[]): (GalleryMatch | null)[] {
    const slots = this.rows?.scan(probes.map((vector) => ({ vector, without: -1 })), 'likeness');
    return slots === undefined ? probes.map((probe) => this.search(probe)) : this.searchAmong(probes, slots);
  }

  /** Everyone who is enrolled. */
  everybody(): EnrolledPerson[] {
    return [...this.people.all()];
  }

  /** `search` of several probes whose contenders another thread found in `rows`; slots of people who left meanwhile name nobody. */
  searchAmong(probes: readonly Float32Array[], slots: readonly (readonly number[])[]): (GalleryMatch | null)[] {
    return probes.map((probe, i) => this.decide(probe, this.people.at(slots[i] ?? []), null));
  }

  /** The member other than `without` who has the template nearest to the probe, and its cosine; null when there is nobody. */
  nearestOther(probe: Float32Array, without: MemberId): { readonly memberId: MemberId; readonly score: number } | null {
    let nearest: { memberId: MemberId; score: number } | null = null;
    for (const { memberId, templates } of this.people.contenders(probe, without, 'nearest')) {
      if (memberId === without) continue;
      const score = Math.max(...templates().vectors.map((vector) => cosine(probe, vector)));
      if (nearest === null || score > nearest.score) nearest = { memberId, score };
    }
    return nearest;
  }

  private decide(probe: Float32Array, contenders: Iterable<EnrolledPerson>, without: MemberId | null): GalleryMatch | null {
    const label = without === null ? ((this.classifier?.decide(probe).label ?? null) as MemberId | null) : null;
    const named = label === null ? undefined : this.people.get(label);
    return matchAmong(probe, named === undefined ? contenders : new Set([...contenders, named]), label, without);
  }
}

/**
 * Whom the probe is taken for among these people, exactly; null for nobody.
 * @param named whom a classifier names
 * @param without who is left out
 */
export function matchAmong(probe: Float32Array, people: Iterable<EnrolledPerson>, named: MemberId | null, without: MemberId | null): GalleryMatch | null {
  let best: { person: EnrolledPerson; score: number } | null = null;
  let runnerUp = -Infinity;
  for (const person of people) {
    if (person.memberId === without) continue;
    const score = likeness(probe, person.templates());
    if (best === null || (best.person.memberId !== named && (person.memberId === named || score > best.score))) {
      runnerUp = Math.max(runnerUp, best?.score ?? -Infinity);
      best = { person, score };
    } else runnerUp = Math.max(runnerUp, score);
  }
  if (best === null) return null;
  const { memberId, consentId } = best.person;
  return { memberId, consentId, score: best.score, runnerUp: runnerUp === -Infinity ? null : runnerUp, by: named === null ? 'search' : 'classifier' };
}

/** SHA-256 over every template and whose it is, whatever their order. */
export function galleryFingerprint(templates: readonly GalleryTemplate[]): string {
  const lines = templates.map(({ memberId, consentId, vector }) => `${memberId} ${consentId} ${Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')}`);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
