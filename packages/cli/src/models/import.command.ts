import type { Command } from 'commander';
import { importFacenet } from '@vitrine/vision';
import { writeJson, writeTable } from '../output/write-result.js';

interface ImportOptions {
  readonly into: string;
  readonly python: string;
  readonly json?: boolean;
}

/** `vitrine models import`: FaceNet weights that the operator brings, checked tensor by tensor. */
export function importCommand(models: Command): void {
  models
    .command('import')
    .description('check weights of facenet-pytorch’s InceptionResnetV1 and put them into a model folder that VITRINE_FACE_EMBEDDER can name')
    .argument('<file>', '.pt or .pth (needs Python with PyTorch), or .safetensors with the same tensor names')
    .requiredOption('--into <folder>', 'folder to make; it must not exist, or be empty')
    .option('--python <program>', 'Python that has PyTorch, for .pt and .pth', 'python3')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run(file: string, { into, python, json }: ImportOptions): Promise<void> {
  const manifest = await importFacenet({ file, into, python });
  if (json === true) writeJson({ folder: into, ...manifest });
  else writeTable(['model', 'tensors', 'SHA-256 of the weights'], [[manifest.id, String(manifest.tensors), manifest.sha256]]);
}
