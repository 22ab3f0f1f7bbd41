import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConsentChanged, MemberErased, type AnyEvent, type EventContract, type MemberId } from '@vitrine/contracts';
import { EventLog, readRecords } from '@vitrine/messaging';
import { Chain, Rebuilds } from '@vitrine/runtime';
import { StateStore, TemplateIndex } from '@vitrine/state';
import { FaceChain } from '@vitrine/vision';
import { FaceSearch } from './face-search.js';

const MEMBERS_AT_ONCE = 200;

/** What the log says of the members it names. */
interface Permissions {
  /** Members with a consent, given, withdrawn or forgotten, or an erasure. */
  readonly members: ReadonlySet<MemberId>;
  /** Consents to be recognised whose last word is that they are given. */
  readonly given: ReadonlySet<string>;
  readonly erasedAtMs: ReadonlyMap<MemberId, number>;
}

/**
 * Makes the gallery anew from what there is of it: the log says whose consent stands, the sealed templates say what they look like. Photographs are kept for
 * minutes only, so no template is made again; one that the log does not allow is evicted for everybody. Then what is searched in is made anew from what is left.
 */
@Injectable()
export class GalleryRebuild implements OnModuleInit {
  constructor(
    private readonly rebuilds: Rebuilds, private readonly log: EventLog, private readonly templates: TemplateIndex, private readonly state: StateStore,
    private readonly search: FaceSearch, private readonly faces: FaceChain, private readonly chain: Chain,
  ) {}

  onModuleInit(): void {
    this.rebuilds.offer('gallery', (progress, signal) => this.run(progress, signal));
  }

  async run(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const permissions = await this.permissions(signal);
    progress(0.2);
    const members = [...permissions.members];
    for (let from = 0; from < members.length; from += MEMBERS_AT_ONCE) {
      signal.throwIfAborted();
      await this.evict(members.slice(from, from + MEMBERS_AT_ONCE), permissions);
      progress(0.2 + (0.3 * from) / members.length);
    }
    await this.search.renew((share) => progress(0.5 + 0.5 * share), signal);
  }

  private async permissions(signal: AbortSignal): Promise<Permissions> {
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

  private async evict(members: readonly MemberId[], { given, erasedAtMs }: Permissions): Promise<void> {
    const { id } = this.chain;
    const held = await this.templates.ofMembers(id, this.faces.embedderId, members);
    for (const [memberId, [template]] of held) {
      if (template === undefined) continue;
      const { consentId, enrolledAtMs } = template;
      const erased = erasedAtMs.get(memberId);
      if (erased !== undefined && enrolledAtMs < erased) await this.state.write([this.templates.erase(id, memberId, erased)]);
      // A consent that was given since the log was read is looked at again by whoever recognises the member.
      else if (!given.has(`${memberId}:${consentId}`)) await this.state.write([this.templates.revokeConsent(id, memberId, consentId)]);
    }
  }

  /** Every record of a topic in order, tombstones as null; dead letters are left out. */
  private async each<E extends AnyEvent>(contract: EventContract<E>, take: (key: string, event: E | null) => void, signal: AbortSignal): Promise<void> {
    for (const range of await this.log.ends(contract.topic.name)) {
      for await (const { key, received } of readRecords(this.log, contract, range, signal)) take(key, received?.event ?? null);
    }
    signal.throwIfAborted();
  }
}
