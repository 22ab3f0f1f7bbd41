import { VitrineError } from '@vitrine/contracts';

/** A face vector with whose it is and what it is for. */
export interface FaceEmbedding {
  readonly split: 'train' | 'test';
  readonly person: string;
  /** Brought to unit length. */
  readonly vector: Float32Array;
}

/**
 * Reads `{"split": "train" | "test", "label": person, "embedding": [numbers]}`, one a line.
 * @throws VitrineError `invalid_input_file` naming the first line at fault, or what the whole lacks
 */
export function parseEmbeddings(text: string, path: string): FaceEmbedding[] {
  const found: FaceEmbedding[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = parseLine(line, found[0]?.vector.length ?? null);
    if (typeof parsed === 'string') throw new VitrineError('invalid_input_file', `${path}: line ${index + 1}: ${parsed}`, { path, line: index + 1 });
    found.push(parsed);
  }
  const people = new Set(found.filter(({ split }) => split === 'train').map(({ person }) => person));
  if (people.size < 2) throw new VitrineError('invalid_input_file', `${path} holds fewer than two people to train on`, { path });
  return found;
}

/** The embedding, or why the line is none. */
function parseLine(line: string, dim: number | null): FaceEmbedding | string {
  let value: { readonly split?: unknown; readonly label?: unknown; readonly embedding?: unknown } | null;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const { split, label, embedding } = value ?? {};
  if (split !== 'train' && split !== 'test') return 'split is neither train nor test';
  if (typeof label !== 'string' || label === '') return 'label is no text';
  if (!Array.isArray(embedding) || embedding.length === 0 || !embedding.every((number) => typeof number === 'number')) return 'embedding is no array of numbers';
  if (dim !== null && embedding.length !== dim) return `embedding has ${embedding.length} values, the lines before ${dim}`;
  const norm = Math.sqrt(embedding.reduce((sum, number) => sum + number * number, 0));
  return norm === 0 ? 'embedding is zero' : { split, person: label, vector: Float32Array.from(embedding, (number) => number / norm) };
}
