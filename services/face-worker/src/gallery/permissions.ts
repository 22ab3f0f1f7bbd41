import { Injectable } from '@nestjs/common';
import { ConsentChanged, MemberErased, type AnyEvent, type EventContract, type MemberId } from '@vitrine/contracts';
import { EventLog, readRecords } from '@vitrine/messaging';

/** What the log says of the members it names. */
export interface Permissions {
  /** Members with a consent, given, withdrawn or forgotten, or an erasure. */
  readonly members: ReadonlySet<MemberId>;
  /** Consents to be recognised whose last word is that they are given, as `memberId:consentId`. */
  readonly given: ReadonlySet<string>;
  readonly erasedAtMs: ReadonlyMap<MemberId, number>;
}

/** Reads all consents and erasures of the log again. */
@Injectable()
export class PermissionLog {
  constructor(private readonly log: EventLog) {}

  /** @throws VitrineError `log_unavailable` */
  async read(signal: AbortSignal): Promise<Permissions> {
    const members = new Set<MemberId>();
    const given = new Set<string>();
    const erasedAtMs = new Map<MemberId, number>();
    await this.each(ConsentChanged, (key, consent) => {
      members.add(key.slice(0, key.indexOf(':')) as MemberId);
      if (consent?.purpose === 'RECOGNITION' && consent.granted) given.add(key);
      else given.delete(key);
    }, signal);
    await this.each(MemberErased, (_, erased) => {
      if (erased === null) return;
      members.add(erased.memberId);
      erasedAtMs.set(erased.memberId, Math.max(erasedAtMs.get(erased.memberId) ?? 0, erased.requestedAtMs));
    }, signal);
    return { members, given, erasedAtMs };
  }

  /** Every record of a topic in order, tombstones as null. */
  private async each<E extends AnyEvent>(contract: EventContract<E>, take: (key: string, event: E | null) => void, signal: AbortSignal): Promise<void> {
    for (const range of await this.log.ends(contract.topic.name)) {
      for await (const { key, received } of readRecords(this.log, contract, range, signal)) take(key, received?.event ?? null);
    }
    signal.throwIfAborted();
  }
}
