import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp, { type Region } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VitrineProcess } from '../e2e/vitrine-process.js';
import { chromiumPath } from './chromium.js';
import { enrolAtCamera } from './enrol-at-camera.js';
import { madeCameras } from './made-cameras.js';

const executable = chromiumPath();
if (executable === null && process.env['CI'] === 'true') throw new Error('CI needs a Chromium: apt-get install chromium');

/** A person of the photographs in the face-api package who plays nobody else in the sample. */
const VISITOR = { photo: 'sample4.jpg', around: { left: 600, top: 0, width: 320, height: 410 } };
/** The page begins at the first booth of the sample chain. */
const FIRST_STORE = '356';
const PATIENCE = { timeout: 30_000 };

async function pictures(folder: string): Promise<string[]> {
  const photo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo', VISITOR.photo);
  return Promise.all([480, 440, 400, 360].map(async (width, index) => {
    const path = join(folder, `visitor-${index}.jpg`);
    await sharp(photo).extract(VISITOR.around satisfies Region).resize(width).modulate({ brightness: 1 - index * 0.05 }).jpeg({ quality: 90 }).toFile(path);
    return path;
  }));
}

const withCamera = async (video: string): Promise<Browser> => chromium.launch({
  executablePath: executable ?? '', args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`],
});

interface Slate {
  readonly audience: string;
  readonly offers: readonly { readonly sku: string }[];
}

const skusOf = ({ offers }: Slate): string[] => offers.map(({ sku }) => sku);
const newSlate = (slate: Slate, before: readonly string[]): boolean => slate.audience === 'MEMBER' && skusOf(slate).join() !== before.join();

describe.skipIf(executable === null)(`a visitor with a browser${executable === null ? ' (skipped: no Chromium on this machine)' : ''}`, () => {
  let folder: string;
  let platform: VitrineProcess;
  let browser: Browser;
  let page: Page;
  let impostor: Browser;
  let photos: string[];
  let url: string;
  const faults: string[] = [];
  /** What the booth shows, as its display is told. */
  const slate = async (): Promise<Slate> => {
    const { searchParams } = new URL(page.url());
    const store = searchParams.get('store') ?? FIRST_STORE;
    return (await (await fetch(`${url}/v1/stores/${store}/booths/entrance/offers`)).json()) as Slate;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-visitor-'));
    photos = await pictures(folder);
    platform = VitrineProcess.start(['demo', '--history-days', '10'], { VITRINE_PORT: '0', VITRINE_DATA_DIR: join(folder, 'data') });
    const [cameras, address] = await Promise.all([madeCameras(join(folder, 'cameras'), photos[0] ?? ''), platform.says(/Vitrine is on (\S+)/)]);
    url = address;
    await platform.says(/the store opens/);
    browser = await withCamera(cameras.person);
    impostor = await withCamera(cameras.print);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(url);
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await impostor?.close();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('sees the booth, the own part and what flows through the log on one page', async () => {
    await page.getByText('What flows through the log').waitFor(PATIENCE);
    await page.getByText('purchase.recorded').first().waitFor(PATIENCE);
    expect(await page.locator('body').innerText()).toMatch(/−\d+\s?%/);
  });

  it('does not enrol at a camera before which somebody holds a photograph of them', async () => {
    const other = await impostor.newPage();
    await other.goto(`${url}/camera`);
    await enrolAtCamera(other);
    await other.getByText('Not enrolled.').waitFor(PATIENCE);
    expect(await other.getByRole('listitem').filter({ hasText: 'not in the pose asked for' }).count()).toBeGreaterThanOrEqual(2);
  });

  it('enrols at the camera, in the poses that are asked for and read aloud, with a consent for each purpose', async () => {
    await enrolAtCamera(page);
    await page.getByText(/^Picture 5, .*: good$/).waitFor(PATIENCE);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('enrols with photographs instead', async () => {
    await page.getByRole('radio', { name: 'With photos I have' }).check();
    await page.locator('input[type=file]').first().setInputFiles(photos.slice(0, 3));
    await page.getByRole('button', { name: /instead/ }).click();
    await page.getByText('Photo 3: good').waitFor(PATIENCE);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('is recognised after raising a hand, and the booth turns to them', async () => {
    await page.getByText('Show myself').first().click();
    await page.getByRole('checkbox').first().check();
    await page.locator('input[type=file]').first().setInputFiles(photos[3] ?? '');
    await page.getByRole('button', { name: /raise my hand/ }).click();
    await page.getByText('Recognised as a member.').waitFor(PATIENCE);
    await expect.poll(slate, PATIENCE).toMatchObject({ audience: 'MEMBER' });
  });

  it('buys what is on the display, raises a hand again, and sees other offers', async () => {
    const before = skusOf(await slate());
    await page.getByText('My till').first().click();
    const buttons = page.getByRole('button', { name: /in the basket/ });
    await buttons.first().waitFor(PATIENCE);
    for (const button of (await buttons.all()).slice(0, 2)) await button.click();
    await page.getByRole('button', { name: /^Buy for/ }).click();
    await page.getByRole('button', { name: 'Show myself again' }).click();
    await page.getByRole('button', { name: /raise my hand/ }).click();
    await page.getByText('Recognised as a member.').waitFor(PATIENCE);
    await expect.poll(async () => newSlate(await slate(), before), PATIENCE).toBe(true);
  });

  it('runs into no script error on the way', () => {
    expect(faults).toEqual([]);
  });
});
