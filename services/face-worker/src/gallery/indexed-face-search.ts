import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { MemberId } from '@vitrine/contracts';
import { GalleryIndex, TemplateIndex, type FaceTemplate } from '@vitrine/state';
import { Gallery, type GalleryMatch } from '@vitrine/vision';
import { FaceSearch } from './face-search.js';
import { IndexKeeper } from './index-keeper.js';
import { OwnGallery } from './own-gallery.js';

/** Candidates of each shard: the best and the runner-up are among them unless the index orders eight others before one of them. */
const CANDIDATES = 8;
const LOOK_EVERY_MS = 200;

/** The index proposes, and the sealed templates of whom it proposes are opened and compared exactly, so likeness and margin are what they are in memory. */
@Injectable()
export class IndexedFaceSearch extends FaceSearch {
  constructor(
    private readonly index: GalleryIndex,
    private readonly templates: TemplateIndex,
    private readonly keeper: IndexKeeper,
    private readonly gallery: OwnGallery,
  ) {
    super();
  }

  get members(): number {
    return this.keeper.members;
  }

  requireCurrent(): void {
    this.keeper.requireBuilt();
  }

  async search(probes: readonly Float32Array[]): Promise<readonly (GalleryMatch | null)[]> {
    if (probes.length === 0) return [];
    const among = await this.propose(probes);
    const templates = await this.open(among.flat());
    return probes.map((probe, i) => galleryOf(among[i] ?? [], templates).search(probe));
  }

  async around(probes: readonly Float32Array[]): Promise<Gallery> {
    const members = (await this.propose(probes)).flat();
    return galleryOf(members, await this.open(members));
  }

  async renew(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    await this.keeper.rebuild();
    for (let standing = await this.keeper.look(); standing.building !== null; standing = await this.keeper.look()) {
      progress(1 - standing.building / Math.max(standing.members, standing.building, 1));
      await pause(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  private async propose(probes: readonly Float32Array[]): Promise<readonly (readonly MemberId[])[]> {
    return this.index.nearest(this.gallery.place, probes, CANDIDATES);
  }

  private async open(members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, readonly FaceTemplate[]>> {
    const { chainId, embedderId } = this.gallery.place;
    return this.templates.ofMembers(chainId, embedderId, [...new Set(members)]);
  }
}

function galleryOf(members: readonly MemberId[], templates: ReadonlyMap<MemberId, readonly FaceTemplate[]>): Gallery {
  const gallery = new Gallery();
  gallery.enrol([...new Set(members)].flatMap((memberId) => templates.get(memberId) ?? []));
  return gallery;
}
