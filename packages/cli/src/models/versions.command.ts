import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { platformClient, withPlatform } from '../input/platform-client.js';
import { writeJson, writeTable } from '../output/write-result.js';

interface VersionOptions {
  readonly url?: string;
  readonly json?: boolean;
}

interface Versions {
  readonly live: string | null;
  readonly versions: readonly { readonly version: string; readonly createdAt: string; readonly sha256: string; readonly metrics: Readonly<Record<string, number>> }[];
}

/** `vitrine models list|promote|rollback`: versions of a trained model on a running platform. */
export function versionCommands(models: Command, environment: Environment): void {
  const command = (name: string, description: string): Command =>
    withPlatform(models.command(name).description(`${description}, on a running platform (its trainer)`).argument('<model>', 'such as ranking or word2vec:<region>')).option('--json', 'print one JSON object');
  command('list', 'versions of a model and which of them is live').action((model: string, options: VersionOptions) => list(model, options, environment));
  command('promote', 'make a stored version the live one').argument('<version>', 'as listed').action((model: string, version: string, options: VersionOptions) => promote(model, version, options, environment));
  command('rollback', 'return to the version that was live before').action((model: string, options: VersionOptions) => rollBack(model, options, environment));
}

async function list(model: string, { url, json }: VersionOptions, environment: Environment): Promise<void> {
  const { live, versions } = await platformClient(url, environment).get<Versions>(pathOf(model));
  if (json === true) return writeJson({ model, live, versions });
  writeTable(['version', 'made', 'live', 'figures'], versions.map(({ version, createdAt, metrics }) => [version, createdAt, version === live ? 'live' : '', Object.entries(metrics).map(([name, value]) => `${name} ${Math.round(value * 10_000) / 10_000}`).join(', ')]));
}

async function promote(model: string, version: string, { url, json }: VersionOptions, environment: Environment): Promise<void> {
  await platformClient(url, environment).post(`${pathOf(model)}/versions/${encodeURIComponent(version)}/promote`, {});
  told(model, version, json);
}

async function rollBack(model: string, { url, json }: VersionOptions, environment: Environment): Promise<void> {
  const { version } = await platformClient(url, environment).post<{ version: string }>(`${pathOf(model)}/rollback`, {});
  told(model, version, json);
}

function told(model: string, live: string, json: boolean | undefined): void {
  if (json === true) writeJson({ model, live });
  else writeTable([`${model}: version ${live} is live`], []);
}

function pathOf(model: string): string {
  return `/v1/models/${encodeURIComponent(model)}`;
}
