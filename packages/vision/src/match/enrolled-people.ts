import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { ScanQuery, ScanRule } from '../search/scan.js';
import { TemplateRows, type RowRange } from '../search/template-rows.js';
import { personTemplates, type PersonTemplates } from './likeness.js';

/** Somebody who is enrolled. */
export interface EnrolledPerson {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  readonly templates: () => PersonTemplates;
}

interface Entry extends EnrolledPerson {
  readonly slot: number;
  /** Null while everybody is looked at one by one. */
  readonly range: RowRange | null;
}

/** From so many people on their templates lie in rows; fewer are looked at one by one. */
const ROWS_FROM = 128;

/** The people of a gallery and their templates: a few of them as they came, many in rows that a search goes through in order. */
export class EnrolledPeople {
  private readonly members = new Map<MemberId, Entry>();
  private readonly slots: (Entry | null)[] = [];
  private readonly freeSlots: number[] = [];
  private held: TemplateRows | null = null;

  get size(): number {
    return this.members.size;
  }

  /** Null while there are few people. */
  get rows(): TemplateRows | null {
    return this.held;
  }

  get(memberId: MemberId): EnrolledPerson | undefined {
    return this.members.get(memberId);
  }

  all(): Iterable<EnrolledPerson> {
    return this.members.values();
  }

  put(memberId: MemberId, consentId: ConsentId, vectors: readonly Float32Array[]): void {
    this.remove(memberId);
    this.enter({ memberId, consentId }, this.freeSlots.pop() ?? this.slots.length, vectors);
    if (this.held === null && this.members.size >= ROWS_FROM) this.moveIntoRows(vectors[0]?.length ?? 0);
  }

  remove(memberId: MemberId): void {
    const entry = this.members.get(memberId);
    if (entry === undefined) return;
    this.members.delete(memberId);
    this.slots[entry.slot] = null;
    this.freeSlots.push(entry.slot);
    if (entry.range !== null) this.held?.remove(entry.range);
  }

  clear(): void {
    for (const memberId of this.members.keys()) this.remove(memberId);
  }

  /** A probe as the rows are asked for it. */
  query(vector: Float32Array, without: MemberId | null): ScanQuery {
    return { vector, without: without === null ? -1 : (this.members.get(without)?.slot ?? -1) };
  }

  /** Everyone who may be the best or the second best for the probe; with few people, everyone. */
  contenders(probe: Float32Array, without: MemberId | null, rule: ScanRule): Iterable<EnrolledPerson> {
    if (this.held === null) return this.all();
    return this.at(this.held.scan([this.query(probe, without)], rule)[0] ?? []);
  }

  /** People by their slots. */
  at(slots: readonly number[]): EnrolledPerson[] {
    return slots.flatMap((slot) => this.slots[slot] ?? []);
  }

  private enter(person: Pick<Entry, 'memberId' | 'consentId'>, slot: number, vectors: readonly Float32Array[]): void {
    const { held } = this;
    const range = held?.put(slot, vectors) ?? null;
    const kept = held === null ? personTemplates(vectors) : null;
    const entry: Entry = { ...person, slot, range, templates: () => kept ?? personTemplates(held!.vectors(range!)) };
    this.members.set(person.memberId, entry);
    this.slots[slot] = entry;
  }

  private moveIntoRows(dim: number): void {
    this.held = new TemplateRows(dim);
    for (const entry of this.members.values()) this.enter(entry, entry.slot, entry.templates().vectors);
  }
}
