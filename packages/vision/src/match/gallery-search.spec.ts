import type { ConsentId, MemberId } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../classify/seeded-random.js';
import { trainLinearSvc } from '../classify/linear-svc.js';
import { Gallery, matchAmong, type GalleryMatch, type GalleryTemplate } from './gallery.js';
import { GallerySearch } from './gallery-search.js';
import { cosine, personTemplates } from './likeness.js';

const random = new SeededRandom(3);
const unit = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
const noise = (dim: number): Float32Array => Float32Array.from({ length: dim }, () => random.below(2001) / 1000 - 1);
const near = (centre: Float32Array, spread: number): Float32Array => unit(centre.map((value) => value + spread * (random.below(2001) / 1000 - 1)));

/** People whose faces lie around one another's, with one to eight templates each. */
function people(count: number, dim: number): GalleryTemplate[] {
  const crowd = unit(noise(dim));
  return Array.from({ length: count }, (_, n) => {
    const centre = near(crowd, 0.4);
    return Array.from({ length: 1 + (n % 8) }, () => ({ memberId: `m${n}` as MemberId, consentId: `c${n}` as ConsentId, vector: near(centre, 0.2) }));
  }).flat();
}

/** Everyone compared, one by one. */
function plainly(templates: readonly GalleryTemplate[]): (probe: Float32Array, without?: MemberId) => GalleryMatch | null {
  const byMember = new Map<MemberId, GalleryTemplate[]>();
  for (const template of templates) byMember.set(template.memberId, [...(byMember.get(template.memberId) ?? []), template]);
  const all = [...byMember].map(([memberId, own]) => {
    const compared = personTemplates(own.map(({ vector }) => vector));
    return { memberId, consentId: own[0]!.consentId, templates: () => compared };
  });
  return (probe, without) => matchAmong(probe, all, null, without ?? null);
}

describe('the search of a large gallery', () => {
  const open: GallerySearch[] = [];
  afterEach(async () => { await Promise.all(open.splice(0).map((search) => search.close())); });

  it('gives, to the bit, what comparing everyone one by one gives, whoever comes, goes or is enrolled anew', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(149), fc.boolean()), { maxLength: 40 }), fc.constantFrom(3, 129), (changes, dim) => {
      let templates = people(150, dim);
      const gallery = new Gallery();
      gallery.enrol(templates);
      const others = people(150, dim);
      for (const [n, comes] of changes) {
        const memberId = `m${n}` as MemberId;
        templates = templates.filter((template) => template.memberId !== memberId);
        gallery.evict(memberId);
        if (!comes) continue;
        const own = others.filter((template) => template.memberId === memberId);
        templates.push(...own);
        gallery.enrol(own);
      }
      const plain = plainly(templates);
      for (const { vector, memberId } of [...templates.slice(0, 3), ...templates.slice(-3)]) {
        const probe = near(vector, 0.3);
        expect(gallery.search(probe)).toEqual(plain(probe));
        expect(gallery.searchOthers(probe, memberId)).toEqual(plain(probe, memberId));
        const nearest = templates.filter((other) => other.memberId !== memberId).reduce((best, other) => Math.max(best, cosine(probe, other.vector)), -1);
        expect(gallery.nearestOther(probe, memberId)?.score).toBe(nearest);
      }
    }), { numRuns: 8 });
  });

  it('gives the same from a thread of its own, a hundred probes at once, also while the gallery changes', async () => {
    const templates = people(400, 32);
    const gallery = new Gallery();
    gallery.enrol(templates);
    const search = new GallerySearch(gallery, 0);
    open.push(search);
    const probes = templates.slice(0, 100).map(({ vector }) => near(vector, 0.3));
    const before = plainly(templates);
    expect(await search.search(probes)).toEqual(probes.map((probe) => before(probe)));
    const searching = search.search(probes);
    gallery.evict('m0' as MemberId);
    const late = people(800, 32).map((template) => ({ ...template, memberId: `late ${template.memberId}` as MemberId }));
    gallery.enrol(late);
    const all = [...templates.filter(({ memberId }) => memberId !== 'm0'), ...late];
    const after = plainly(all);
    expect(await searching).toEqual(probes.map((probe) => after(probe)));
  });

  it('asks a classifier about everyone, too', () => {
    const templates = people(200, 16);
    const gallery = new Gallery();
    gallery.enrol(templates);
    const known = templates.filter(({ memberId }) => memberId === 'm7' || memberId === 'm15');
    const classifier = trainLinearSvc(known.map(({ memberId, vector }) => ({ label: memberId, vector })));
    gallery.classifyBy(classifier, gallery.fingerprint());
    const probe = near(templates.at(-1)!.vector, 0.1);
    const named = classifier.decide(probe).label as MemberId;
    expect(gallery.search(probe)).toMatchObject({ memberId: named, by: 'classifier', runnerUp: plainly(templates)(probe)?.score });
  });

  it('leaves nothing of a member’s templates in memory once they are gone', () => {
    const templates = people(200, 16);
    const gallery = new Gallery();
    gallery.enrol(templates);
    const bytes = Buffer.from(templates[7]!.vector.buffer);
    const held = (): boolean => Buffer.from(gallery.rows!.memory.buffer).includes(bytes);
    expect(held()).toBe(true);
    gallery.evict(templates[7]!.memberId);
    expect(held()).toBe(false);
  });
});
