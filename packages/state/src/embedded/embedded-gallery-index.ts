import type { MemberId } from '@vitrine/contracts';
import { nearestRows } from '../exact-search.js';
import { GalleryIndex, type GalleryPlace, type IndexStanding, type WaitingMember } from '../gallery-index.js';
import type { TemplateIndex } from '../template-index.js';
import { toUnitLength } from '../unit-vector.js';

/** One process holds all templates here, so they are searched as they are, exactly; nothing else is kept and nobody waits. */
export class EmbeddedGalleryIndex extends GalleryIndex {
  private shards = 1;

  constructor(private readonly templates: TemplateIndex) {
    super();
  }

  async standing(place: GalleryPlace): Promise<IndexStanding> {
    return { shards: this.shards, members: (await this.means(place)).size, waiting: 0, building: null };
  }

  async rebuild(_place: GalleryPlace, shards: number): Promise<void> {
    this.shards = shards;
  }

  async waiting(): Promise<readonly WaitingMember[]> {
    return [];
  }

  async put(): Promise<void> {
    return;
  }

  async nearest(place: GalleryPlace, probes: readonly Float32Array[], count: number): Promise<readonly (readonly MemberId[])[]> {
    const means = await this.means(place);
    const [members, dimension] = [[...means.keys()], probes[0]?.length ?? 0];
    const elements = new Float32Array(members.length * dimension);
    for (const [row, mean] of [...means.values()].entries()) elements.set(mean, row * dimension);
    return probes.map((probe) => nearestRows({ elements, rows: members.length, dimension }, probe, count).map(({ row }) => members[row]!));
  }

  async recall(place: GalleryPlace): Promise<number | null> {
    return (await this.means(place)).size === 0 ? null : 1;
  }

  private async means({ chainId, embedderId }: GalleryPlace): Promise<ReadonlyMap<MemberId, Float32Array>> {
    const sums = new Map<MemberId, Float32Array>();
    for (const { memberId, vector } of (await this.templates.load(chainId, embedderId)).templates) {
      sums.set(memberId, sums.get(memberId)?.map((sum, i) => sum + vector[i]!) ?? vector);
    }
    return new Map([...sums].map(([memberId, sum]) => [memberId, toUnitLength(sum, 'vector')]));
  }
}
