import { VitrineError } from '@vitrine/contracts';
import { open, type RootDatabase } from 'lmdb';
import type { Clock } from '../clock.js';
import { DEFAULT_RETENTION, type StateRetention } from '../retention.js';
import { requireMasterKey, masterKeyFingerprint } from '../sealed-template.js';
import type { State } from '../state.js';
import { BoundedHistory } from './bounded-history.js';
import { EmbeddedBasketCompanions } from './embedded-basket-companions.js';
import { EmbeddedBoothSessions } from './embedded-booth-sessions.js';
import { EmbeddedBoothTracks } from './embedded-booth-tracks.js';
import { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEnrolments } from './embedded-enrolments.js';
import { EmbeddedGalleryIndex } from './embedded-gallery-index.js';
import { EmbeddedImpressionCounts } from './embedded-impression-counts.js';
import { EmbeddedLearnerSnapshots } from './embedded-learner-snapshots.js';
import { EmbeddedMembers } from './embedded-members.js';
import { EmbeddedMemberTaste } from './embedded-member-taste.js';
import { EmbeddedModelRegistry } from './embedded-model-registry.js';
import { EmbeddedOfferBoard } from './embedded-offer-board.js';
import { EmbeddedProducts } from './embedded-products.js';
import { EmbeddedProductVectors } from './embedded-product-vectors.js';
import { EmbeddedPromotions } from './embedded-promotions.js';
import { EmbeddedReceiptLedger } from './embedded-receipt-ledger.js';
import { EmbeddedSalesStatistics } from './embedded-sales-statistics.js';
import { EmbeddedStateStore } from './embedded-state-store.js';
import { EmbeddedStatesBeside } from './embedded-states-beside.js';
import { EmbeddedStock } from './embedded-stock.js';
import { EmbeddedStores } from './embedded-stores.js';
import { EmbeddedTemplateIndex } from './embedded-template-index.js';
import { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';
import { LmdbRecords } from './lmdb-records.js';
import { readJson } from './records.js';
import { SealedGallery } from './sealed-gallery.js';
import { WakeUps } from './wake-ups.js';

const MAP_BYTES = 16 * 2 ** 30;

/** How the embedded state is opened. One process at a time may have it open. */
export interface EmbeddedStateOptions {
  /** An lmdb environment that is open already, such as the event log's; it stays open when the state is closed. Or `path`. */
  readonly root?: RootDatabase;
  /** Where lmdb keeps its files; made when missing. Or `root`. */
  readonly path?: string;
  /** Wraps the members' template keys; 32 bytes. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  /** What to keep otherwise than `DEFAULT_RETENTION`. */
  readonly retention?: Partial<StateRetention>;
}

/**
 * Opens the state in a local lmdb. Writes are on the disk when they resolve; what was written survives a crash.
 * @throws VitrineError `invalid_configuration` when the state was written under another master key, or neither root nor path is given
 */
export async function openEmbeddedState(options: EmbeddedStateOptions): Promise<State> {
  requireMasterKey(options.masterKey);
  const { root, release } = openRoot(options);
  const expiring = new ExpiringRecords(options.clock);
  const database = new EmbeddedDatabase(new LmdbRecords(root), (view) => expiring.sweep(view), release);
  try {
    await assertSameMasterKey(database, options.masterKey);
  } catch (error) {
    await database.close();
    throw error;
  }
  return portsOn(database, () => besideOf(root), expiring, options);
}

function portsOn(database: EmbeddedDatabase, beside: () => Promise<EmbeddedDatabase>, expiring: ExpiringRecords, { masterKey, clock, retention }: EmbeddedStateOptions): State {
  const kept: StateRetention = { ...DEFAULT_RETENTION, ...retention };
  const wakeUps = new WakeUps();
  const gallery = new SealedGallery(database, new BoundedHistory('gallery', kept.galleryHistory, clock), wakeUps, masterKey);
  const templateIndex = new EmbeddedTemplateIndex(gallery, masterKey);
  const promotions = new EmbeddedPromotions(database);
  return {
    store: new EmbeddedStateStore(database, () => wakeUps.endAll()),
    offerBoard: new EmbeddedOfferBoard(database, new BoundedHistory('board', kept.boardHistory, clock), expiring, wakeUps),
    memberTaste: new EmbeddedMemberTaste(database),
    receiptLedger: new EmbeddedReceiptLedger(database, expiring, clock, kept.receiptMs),
    salesStatistics: new EmbeddedSalesStatistics(database, clock, kept.weeklySalesMs),
    basketCompanions: new EmbeddedBasketCompanions(database),
    stores: new EmbeddedStores(database),
    products: new EmbeddedProducts(database),
    members: new EmbeddedMembers(database),
    promotions,
    stock: new EmbeddedStock(database),
    templateIndex,
    galleryIndex: new EmbeddedGalleryIndex(templateIndex),
    enrolments: new EmbeddedEnrolments(database, expiring, clock, kept.enrolmentMs),
    productVectors: new EmbeddedProductVectors(database),
    modelRegistry: new EmbeddedModelRegistry(database),
    learnerSnapshots: new EmbeddedLearnerSnapshots(database),
    boothSessions: new EmbeddedBoothSessions(database, expiring, kept.boothSessionMs),
    boothTracks: new EmbeddedBoothTracks(database, expiring, kept.boothTrackMs),
    statesBeside: new EmbeddedStatesBeside(database, beside, () => promotions.readAnew(), clock, kept.weeklySalesMs),
    impressionCounts: new EmbeddedImpressionCounts(database, expiring, kept.impressionMs),
  };
}

/** A second, empty set of records in the same file. */
async function besideOf(root: RootDatabase): Promise<EmbeddedDatabase> {
  const records = new LmdbRecords(root, 'state:beside');
  await records.clear();
  return new EmbeddedDatabase(records, () => undefined, () => records.clear());
}

function openRoot({ root, path }: EmbeddedStateOptions): { root: RootDatabase; release: () => Promise<void> } {
  if (root !== undefined) return { root, release: () => Promise.resolve() };
  if (path === undefined) throw new VitrineError('invalid_configuration', 'the embedded state needs an open lmdb or a path');
  const own = open({ path, mapSize: MAP_BYTES });
  return { root: own, release: () => own.close() };
}

async function assertSameMasterKey(database: EmbeddedDatabase, masterKey: Buffer): Promise<void> {
  const fingerprint = masterKeyFingerprint(masterKey);
  const held = await database.update((view) => {
    const known = readJson(view, keys.masterKey());
    if (known === null) view.putJson(keys.masterKey(), fingerprint);
    return known ?? fingerprint;
  });
  if (held !== fingerprint) throw new VitrineError('invalid_configuration', 'the state was written under another master key');
}
