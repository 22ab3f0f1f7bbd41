import type { EmbedderId } from '@vitrine/contracts';
import { z } from 'zod';

/** What is said about a model's weights beside them. */
export const modelManifest = z.object({
  format: z.literal(1),
  /** Id of the embedder; two files of weights never share one. */
  id: z.string().regex(/^[a-z0-9-]+@[a-z0-9.-]+$/, 'has to look like name@version').transform((id) => id as EmbedderId),
  architecture: z.literal('inception-resnet-v1'),
  /** Height, width and channels (RGB) of the picture that goes in. */
  input: z.tuple([z.literal(160), z.literal(160), z.literal(3)]),
  /** Values that come out. */
  dim: z.literal(512),
  /** What a channel's value, 0 to 255, becomes: `(value - subtract) / divideBy`. */
  normalisation: z.object({ subtract: z.number(), divideBy: z.number().positive() }),
  /** Name of the file of weights in the same folder, and what it must hash to. */
  weights: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Number of tensors in it. */
  tensors: z.number().int().positive(),
  /** Name and hash of the file they were imported from. */
  source: z.object({ file: z.string(), sha256: z.string() }),
});

/** A manifest that was read and checked. */
export type ModelManifest = z.output<typeof modelManifest>;

/** Name of the manifest in a model's folder. */
export const MANIFEST_FILE = 'manifest.json';
