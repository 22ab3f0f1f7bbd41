import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { VitrineError } from '@vitrine/contracts';

/** A photograph of a person: the person is the folder's name. */
export interface PersonPhoto {
  readonly person: string;
  readonly path: string;
}

const PHOTO_EXTENSIONS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/**
 * Photographs of a folder that holds one folder a person, by name.
 * @throws VitrineError `invalid_input_file` when the folder cannot be read or holds no photograph
 */
export async function readPeople(folder: string): Promise<PersonPhoto[]> {
  const photos: PersonPhoto[] = [];
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      for (const file of await readdir(join(folder, entry.name))) {
        if (PHOTO_EXTENSIONS.has(extname(file).toLowerCase())) photos.push({ person: entry.name, path: join(folder, entry.name, file) });
      }
    }
  } catch (cause) {
    throw new VitrineError('invalid_input_file', `${folder} cannot be read as a folder of people`, { path: folder }, cause);
  }
  if (photos.length === 0) throw new VitrineError('invalid_input_file', `${folder} holds no photographs in folders of people`, { path: folder });
  return photos.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The first half of each person's photographs and the rest; of an odd number the middle one belongs to the first half. */
export function splitHalf(photos: readonly PersonPhoto[]): { readonly first: PersonPhoto[]; readonly rest: PersonPhoto[] } {
  const first: PersonPhoto[] = [];
  const rest: PersonPhoto[] = [];
  for (const person of new Set(photos.map((photo) => photo.person))) {
    const own = photos.filter((photo) => photo.person === person);
    const middle = Math.ceil(own.length / 2);
    first.push(...own.slice(0, middle));
    rest.push(...own.slice(middle));
  }
  return { first, rest };
}
