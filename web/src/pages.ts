import { lazy, type ComponentType } from 'react';

interface PageEntry {
  readonly title: string;
  readonly Page: ComponentType;
}

const PAGES: Readonly<Record<string, PageEntry>> = {
  '/display': { title: 'Booth display · Vitrine', Page: lazy(async () => ({ default: (await import('./display/display-page.js')).DisplayPage })) },
  '/camera': { title: 'Camera · Vitrine', Page: lazy(async () => ({ default: (await import('./camera/camera-page.js')).CameraPage })) },
  '/console': { title: 'Console · Vitrine', Page: lazy(async () => ({ default: (await import('./console/console-page.js')).ConsolePage })) },
};

const OVERVIEW: PageEntry = { title: 'Vitrine', Page: lazy(async () => ({ default: (await import('./overview/overview-page.js')).OverviewPage })) };

/** The page of a path; each is loaded on its own, so a display loads no console. */
export function pageAt(path: string): PageEntry {
  return PAGES[path.replace(/\/+$/u, '')] ?? OVERVIEW;
}
