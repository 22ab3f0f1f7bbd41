import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsentChanged, MemberErased, type ChainId, type ConsentId, type EmbedderId, type EnrolmentId, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { EmbeddedEventLog } from '@vitrine/messaging/embedded';
import { Chain, Metrics, platformTopics, Readiness, Rebuilds } from '@vitrine/runtime';
import type { State } from '@vitrine/state';
import { aConsent, anErasure } from '@vitrine/testing';
import { Gallery, type FaceChain } from '@vitrine/vision';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GalleryFeed } from './gallery-feed.js';
import { GalleryRebuild } from './gallery-rebuild.js';
import { GalleryWatch } from './gallery-watch.js';
import { MemoryFaceSearch } from './memory-face-search.js';
import { OwnGallery } from './own-gallery.js';
import { PermissionLog } from './permissions.js';

const CHAIN = 'chain-1' as ChainId;
const EMBEDDER = 'embedder@1' as EmbedderId;
const NOW_MS = 1_000_000;

/** What a rebuild of the gallery promises, whatever the templates are kept in. */
export function describeGalleryRebuild(name: string, openState: (folder: string) => Promise<State>): void {
  describe(`a rebuild of the gallery, ${name}`, () => {
    let folder: string;
    let log: EmbeddedEventLog;
    let state: State;
    let feed: GalleryFeed;
    let search: MemoryFaceSearch;
    let rebuild: GalleryRebuild;
    const gallery = new Gallery();
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gallery-'));
      log = await EmbeddedEventLog.open({ path: join(folder, 'log') });
      await log.ensureTopics(platformTopics(2));
      state = await openState(folder);
      const faces = { embedderId: EMBEDDER } as FaceChain;
      feed = new GalleryFeed(state.templateIndex, gallery, faces, new Chain(CHAIN), new GalleryWatch(new Readiness(), new Metrics(false)));
      search = new MemoryFaceSearch(gallery, feed);
      rebuild = new GalleryRebuild(new Rebuilds(), new PermissionLog(log), state.templateIndex, state.store, new OwnGallery(new Chain(CHAIN), faces), search);
      feed.onModuleInit();
      await vi.waitFor(() => feed.requireCurrent());
    });
    afterEach(async () => {
      await feed.onApplicationShutdown();
      await search.onApplicationShutdown();
      await state.store.close();
      await log.close();
      await rm(folder, { recursive: true });
    });

    const consent = async (memberId: string, granted: boolean): Promise<void> => {
      const event = aConsent({ chainId: CHAIN, memberId: memberId as MemberId, consentId: `consent-${memberId}` as ConsentId, granted });
      await new EventPublisher(log).publish(ConsentChanged, [event]);
    };
    const enrol = async (memberId: string, enrolledAtMs = NOW_MS): Promise<void> => {
      const write = await state.templateIndex.enrol([{
        chainId: CHAIN, memberId: memberId as MemberId, consentId: `consent-${memberId}` as ConsentId, enrolmentId: `enrolment-${memberId}` as EnrolmentId, index: 0, embedderId: EMBEDDER,
        vector: Float32Array.of(1, 0, 0, 0), enrolledAtMs,
      }]);
      await state.store.write([write]);
    };
    const recognisable = (...members: readonly string[]): string[] => members.filter((member) => gallery.consentOf(member as MemberId) !== null);
    const run = async (): Promise<void> => rebuild.run(() => undefined, new AbortController().signal);

    it('holds whom the log allows: who withdrew or was erased goes, also where the index missed it', async () => {
      for (const member of ['ada', 'bea', 'cleo', 'dora']) {
        await consent(member, true);
        await enrol(member);
      }
      await consent('bea', false);
      await new EventPublisher(log).publish(MemberErased, [anErasure({ chainId: CHAIN, memberId: 'cleo' as MemberId, requestedAtMs: NOW_MS + 1 }), anErasure({ chainId: CHAIN, memberId: 'dora' as MemberId, requestedAtMs: NOW_MS - 1 })]);
      await vi.waitFor(() => expect(gallery.size).toBe(4));
      await run();
      expect(recognisable('ada', 'bea', 'cleo', 'dora')).toEqual(['ada', 'dora']);
      expect((await state.templateIndex.load(CHAIN, EMBEDDER)).templates.map(({ memberId }) => memberId).toSorted()).toEqual(['ada', 'dora']);
    });

    it('serves meanwhile, and follows what comes afterwards', async () => {
      await consent('ada', true);
      await enrol('ada');
      await vi.waitFor(() => expect(gallery.size).toBe(1));
      const running = run();
      const served: boolean[] = [];
      const watch = setInterval(() => {
        feed.requireCurrent();
        served.push(gallery.size === 1);
      }, 1);
      await running;
      clearInterval(watch);
      expect(served.every(Boolean)).toBe(true);
      await consent('bea', true);
      await enrol('bea');
      await vi.waitFor(() => expect(recognisable('ada', 'bea')).toEqual(['ada', 'bea']));
    });

    it('puts right what the gallery in memory has got wrong', async () => {
      await consent('ada', true);
      await enrol('ada');
      await vi.waitFor(() => expect(gallery.size).toBe(1));
      gallery.clear();
      await run();
      expect(recognisable('ada')).toEqual(['ada']);
    });
  });
}
