import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunningBooth } from '../running-booth.fixture.js';

describe('the pages', () => {
  it('are one document under every path, and assets that keep', async () => {
    const webDir = await mkdtemp(join(tmpdir(), 'pages-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<p>pages</p>');
    await writeFile(join(webDir, 'assets', 'main-1a2b.js'), 'go()');
    const booth = await RunningBooth.start({ VITRINE_WEB_DIR: webDir });
    for (const path of ['/', '/display', '/camera', '/console', '/display?store=north']) {
      const response = await booth.get(path);
      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control'), await response.text()]).toEqual([200, 'text/html; charset=utf-8', 'no-cache', '<p>pages</p>']);
    }
    const asset = await booth.get('/assets/main-1a2b.js');
    expect([asset.status, asset.headers.get('cache-control'), await asset.text()]).toEqual([200, 'public, max-age=31536000, immutable', 'go()']);
    for (const path of ['/assets/none.js', '/assets/..%2Findex.html', '/assets/%2e%2e/%2e%2e/etc/passwd', '/nowhere']) {
      const response = await booth.get(path);
      expect([path, (await response.json() as { status: number }).status]).toEqual([path, 404]);
    }
    await booth.stop();
    await rm(webDir, { recursive: true });
  });

  it('say what is missing where they are not built', async () => {
    const booth = await RunningBooth.start({ VITRINE_WEB_DIR: join(tmpdir(), 'no-such-pages') });
    const response = await booth.get('/');
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    await booth.stop();
  });
});
