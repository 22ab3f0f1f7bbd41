import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MemberId } from '@vitrine/contracts';
import { Rebuilds } from '@vitrine/runtime';
import { StateStore, TemplateIndex } from '@vitrine/state';
import { FaceSearch } from './face-search.js';
import { OwnGallery } from './own-gallery.js';
import { PermissionLog, type Permissions } from './permissions.js';

const MEMBERS_AT_ONCE = 200;

/**
 * Makes the gallery anew from what there is of it: the log says whose consent stands, the sealed templates say what they look like. Photographs are kept for
 * minutes only, so no template is made again; one that the log does not allow is evicted for everybody. Then what is searched in is made anew from what is left.
 */
@Injectable()
export class GalleryRebuild implements OnModuleInit {
  constructor(
    private readonly rebuilds: Rebuilds, private readonly permissions: PermissionLog, private readonly templates: TemplateIndex, private readonly state: StateStore,
    private readonly gallery: OwnGallery, private readonly search: FaceSearch,
  ) {}

  onModuleInit(): void {
    this.rebuilds.offer('gallery', (progress, signal) => this.run(progress, signal));
  }

  async run(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const permissions = await this.permissions.read(signal);
    progress(0.2);
    const members = [...permissions.members];
    for (let from = 0; from < members.length; from += MEMBERS_AT_ONCE) {
      signal.throwIfAborted();
      await this.evict(members.slice(from, from + MEMBERS_AT_ONCE), permissions);
      progress(0.2 + (0.3 * from) / members.length);
    }
    await this.search.renew((share) => progress(0.5 + 0.5 * share), signal);
  }

  private async evict(members: readonly MemberId[], { given, erasedAtMs }: Permissions): Promise<void> {
    const { chainId, embedderId } = this.gallery.place;
    const held = await this.templates.ofMembers(chainId, embedderId, members);
    for (const [memberId, [template]] of held) {
      if (template === undefined) continue;
      const { consentId, enrolledAtMs } = template;
      const erased = erasedAtMs.get(memberId);
      if (erased !== undefined && enrolledAtMs < erased) await this.state.write([this.templates.erase(chainId, memberId, erased)]);
      // A consent that was given since the log was read is looked at again by whoever recognises the member.
      else if (!given.has(`${memberId}:${consentId}`)) await this.state.write([this.templates.revokeConsent(chainId, memberId, consentId)]);
    }
  }
}
