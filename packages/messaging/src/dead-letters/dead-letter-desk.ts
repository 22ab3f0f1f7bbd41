import { VitrineError, type AnyEvent, type EventContract, type LogPosition } from '@vitrine/contracts';
import type { EventLog, NewRecord } from '../event-log.js';
import { deadLetterOf, type DeadLetter } from './dead-letter.js';
import { deadLetterTopicName } from './dead-letter-topics.js';
import { handlingOf, handlingRecord, type Handling } from './handling.js';
import { replayRecord } from './replay.js';
import { supersededLetters } from './superseded.js';

/** Names a dead letter: the topic its record was meant for, and its offset among that topic's dead letters. */
export interface LetterId {
  readonly topic: string;
  readonly offset: number;
}

/** A dead letter with what became of it. */
export interface FiledLetter {
  readonly id: LetterId;
  readonly contract: EventContract<AnyEvent>;
  readonly letter: DeadLetter<AnyEvent>;
  /** Null while it waits. */
  readonly handling: Handling | null;
}

/** Which letters are wanted; what is left out does not matter. */
export interface LetterFilter {
  readonly topic?: string;
  readonly group?: string;
  readonly code?: string;
  readonly status?: 'waiting' | Handling['action'];
}

/** What a replay did with one letter. `superseded`: its key has a newer record, so it is to be discarded. */
export interface ReplayOutcome {
  readonly id: LetterId;
  readonly outcome: 'replayed' | 'would-replay' | 'already-replayed' | 'already-discarded' | 'superseded';
  /** Where the record stands now; null where it was not appended. */
  readonly replayedTo: LogPosition | null;
}

/**
 * Where dead letters are looked through and handled, over any event log. What becomes of a letter is noted behind it in its own topic.
 * A letter is replayed once: a second time is answered with `already-replayed`, and where a crash came between appending and noting,
 * consumers tell the second copy from the first as they tell any repeated event.
 */
export class DeadLetterDesk {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly log: EventLog, private readonly contracts: readonly EventContract<AnyEvent>[], private readonly clock: { nowMs(): number }) {}

  /** Letters that fit the filter, by topic and then oldest first. @throws VitrineError `not_found` for a topic that is none of ours */
  async list(filter: LetterFilter = {}): Promise<readonly FiledLetter[]> {
    const contracts = filter.topic === undefined ? this.contracts : [this.contract(filter.topic)];
    const files = [];
    for (const contract of contracts) files.push(await this.file(contract));
    return files.flat().filter((filed) => fits(filed, filter));
  }

  /** @throws VitrineError `not_found` when there is no such letter */
  async get({ topic, offset }: LetterId): Promise<FiledLetter> {
    const found = (await this.file(this.contract(topic))).find(({ id }) => id.offset === offset);
    if (found === undefined) throw new VitrineError('not_found', `there is no dead letter ${topic}/${offset}`, { topic, offset });
    return found;
  }

  /**
   * Appends the records to their topics again, in the order of their letters, for the group that put them aside.
   * @param dryRun tells what would happen and does nothing
   * @throws VitrineError `not_found` when one of the letters does not exist; nothing is replayed then
   */
  async replay(ids: readonly LetterId[], dryRun = false): Promise<readonly ReplayOutcome[]> {
    return this.inTurn(async () => {
      const byTopic = await this.filed(ids);
      const outcomes: ReplayOutcome[] = [];
      for (const letters of byTopic) outcomes.push(...(await this.replayTopic(letters, dryRun)));
      return outcomes;
    });
  }

  /**
   * Notes that these letters need nothing more. Those handled before stay as they are.
   * @returns the letters discarded now
   * @throws VitrineError `invalid_field` without a reason, `not_found` when one of the letters does not exist; nothing is discarded then
   */
  async discard(ids: readonly LetterId[], reason: string): Promise<readonly LetterId[]> {
    if (reason.trim() === '') throw new VitrineError('invalid_field', 'a reason is needed to discard a dead letter', { field: 'reason' });
    return this.inTurn(async () => {
      const waiting = (await this.filed(ids)).map((letters) => letters.filter(({ handling }) => handling === null));
      for (const letters of waiting) await this.note(letters.map((filed) => ({ filed, handling: { action: 'discarded', reason, atMs: this.clock.nowMs(), replayedTo: null } })));
      return waiting.flat().map(({ id }) => id);
    });
  }

  private async replayTopic(letters: readonly FiledLetter[], dryRun: boolean): Promise<ReplayOutcome[]> {
    const [first] = letters;
    if (first === undefined) return [];
    const waiting = letters.filter(({ handling }) => handling === null);
    const superseded = await supersededLetters(this.log, first.contract, waiting.map(({ letter }) => letter));
    const due = waiting.filter(({ id }) => !superseded.has(id.offset));
    const positions = dryRun ? [] : await this.appendAndNote(first.contract, due);
    return letters.map(({ id, handling }): ReplayOutcome => {
      if (handling !== null) return { id, outcome: `already-${handling.action}`, replayedTo: handling.replayedTo };
      if (superseded.has(id.offset)) return { id, outcome: 'superseded', replayedTo: null };
      return { id, outcome: dryRun ? 'would-replay' : 'replayed', replayedTo: positions[due.findIndex((one) => one.id === id)] ?? null };
    });
  }

  private async appendAndNote({ topic }: EventContract<AnyEvent>, due: readonly FiledLetter[]): Promise<readonly LogPosition[]> {
    if (due.length === 0) return [];
    const positions = await this.log.append(topic.name, due.map(({ letter }) => replayRecord(letter)));
    const atMs = this.clock.nowMs();
    await this.note(due.map((filed, index) => ({ filed, handling: { action: 'replayed', reason: '', atMs, replayedTo: positions[index] ?? null } })));
    return positions;
  }

  private async note(handled: readonly { readonly filed: FiledLetter; readonly handling: Handling }[]): Promise<void> {
    const [first] = handled;
    if (first === undefined) return;
    const notes = handled.map(({ filed, handling }): NewRecord => handlingRecord(filed.id.offset, handling));
    await this.log.append(deadLetterTopicName(first.filed.contract.topic.name), notes);
  }

  /** The letters named, by topic, each once and in their order. */
  private async filed(ids: readonly LetterId[]): Promise<readonly (readonly FiledLetter[])[]> {
    const topics = [...new Set(ids.map(({ topic }) => topic))];
    const byTopic = [];
    for (const topic of topics) {
      const wanted = new Set(ids.filter((id) => id.topic === topic).map(({ offset }) => offset));
      const found = (await this.file(this.contract(topic))).filter(({ id }) => wanted.has(id.offset));
      for (const { id } of found) wanted.delete(id.offset);
      for (const offset of wanted) throw new VitrineError('not_found', `there is no dead letter ${topic}/${offset}`, { topic, offset });
      byTopic.push(found);
    }
    return byTopic;
  }

  private async file(contract: EventContract<AnyEvent>): Promise<readonly FiledLetter[]> {
    const { name } = contract.topic;
    const letters: DeadLetter<AnyEvent>[] = [];
    const handlings = new Map<number, Handling>();
    for (const { topic, partition, begin, end } of await this.log.ends(deadLetterTopicName(name))) {
      for await (const record of this.log.read({ topic, partition }, begin, end)) {
        const note = handlingOf(record);
        if (note === null) letters.push(deadLetterOf(contract, record));
        else if (!handlings.has(note.letter)) handlings.set(note.letter, note.handling);
      }
    }
    return letters.map((letter) => ({ id: { topic: name, offset: letter.position.offset }, contract, letter, handling: handlings.get(letter.position.offset) ?? null }));
  }

  private contract(topic: string): EventContract<AnyEvent> {
    const found = this.contracts.find((contract) => contract.topic.name === topic);
    if (found === undefined) throw new VitrineError('not_found', `there is no topic ${topic}`, { topic });
    return found;
  }

  /** One handling after another, so that what one reads no other of this process changes. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

function fits({ letter, handling }: FiledLetter, { group, code, status }: LetterFilter): boolean {
  if (group !== undefined && letter.group !== group) return false;
  if (code !== undefined && letter.reason.code !== code) return false;
  return status === undefined || status === (handling?.action ?? 'waiting');
}
