import { join } from 'node:path';
import { openEmbeddedState } from '@vitrine/state/embedded';
import { describeGalleryRebuild } from './gallery-rebuild-suite.fixture.js';

describeGalleryRebuild('embedded', async (folder) => openEmbeddedState({ path: join(folder, 'state'), masterKey: Buffer.alloc(32, 7), clock: { nowMs: Date.now } }));
