import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { POSE_GREYS } from './made-cameras.js';

const PATIENCE = { timeout: 30_000 };
const SAID = { 'straight ahead': 'ahead', 'your left': 'left', 'your right': 'right' } as const;

/** Follows what the page reads aloud, by keyboard: the picture is taken when the camera sees the pose. Ends when the pictures are sent. */
export async function enrolAtCamera(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Enrol' }).click();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Start with my camera' }).press('Enter');
  for (let picture = 1; picture <= 5; picture++) {
    const spoken = await page.getByText(`Picture ${picture} of 5:`).textContent(PATIENCE);
    const pose = Object.entries(SAID).find(([words]) => spoken?.includes(words))?.[1];
    expect(pose).toBeDefined();
    await page.waitForFunction(cameraSees(POSE_GREYS[pose ?? 'ahead']), undefined, { polling: 50, timeout: PATIENCE.timeout });
    await page.getByRole('button', { name: `Take picture ${picture} of 5` }).press('Enter');
  }
  await page.getByText('All 5 pictures are taken.').waitFor({ state: 'attached', ...PATIENCE });
  await page.getByRole('button', { name: /^Enrol/ }).press('Enter');
}

/** Asked of the page again and again: whether the mark at the left edge of its camera's picture has this grey. */
function cameraSees(grey: number): string {
  return `(() => {
    const video = document.querySelector('video');
    if (video === null || video.videoWidth === 0) return false;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const drawing = canvas.getContext('2d');
    drawing.drawImage(video, 0, 0);
    const [seen] = drawing.getImageData(Math.round(canvas.width * 0.03), Math.round(canvas.height / 2), 1, 1).data;
    return Math.abs(seen - ${grey}) < 30;
  })()`;
}
