import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Infrastructure, type PlatformConfig } from '@vitrine/runtime';
import { freePorts } from '@vitrine/testing/infrastructure';
import type { CampaignPlatform, Inside } from './campaign-platform.js';
import { recoWorkerOn } from './reco-worker-on.js';
import { ServiceProcess, type Variables } from './service-process.js';
import { commonSettings } from './settings.js';

const BLOCK_BYTES = 1024;

/** Every service in one process on the embedded log and state. */
export class EmbeddedPlatform implements CampaignPlatform {
  readonly services: readonly ServiceProcess[];
  private inside: Infrastructure | null = null;
  private worker: { close(): Promise<void> } | null = null;

  private constructor(private readonly folder: string, readonly process: ServiceProcess, private readonly variables: Variables, private readonly port: number) {
    this.services = [process];
  }

  static async start({ folder, partitions }: { readonly folder: string; readonly partitions: number }): Promise<EmbeddedPlatform> {
    await mkdir(folder, { recursive: true });
    const [port = 0] = await freePorts(1);
    const variables = { ...commonSettings(partitions), VITRINE_MODE: 'embedded', VITRINE_DATA_DIR: join(folder, 'data'), VITRINE_PORT: String(port) };
    const process = new ServiceProcess({ name: 'vitrine/0', service: 'all', variables, logFile: join(folder, 'vitrine.log') });
    const platform = new EmbeddedPlatform(folder, process, variables, port);
    await process.start();
    return platform;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Size of a file, in blocks of `ulimit -f`, that leaves the database so little room. */
  async blocksWithRoomFor(bytes: number): Promise<number> {
    const { size } = await stat(join(this.folder, 'data', 'vitrine.lmdb')).then(async (found) => (found.isDirectory() ? stat(join(this.folder, 'data', 'vitrine.lmdb', 'data.mdb')) : found));
    return Math.ceil((size + bytes) / BLOCK_BYTES);
  }

  async look<T>(work: (inside: Inside) => Promise<T>): Promise<T> {
    await this.process.stop('SIGKILL');
    const inside = await this.open();
    try {
      return await work(inside);
    } finally {
      await inside.close();
      await this.process.start();
    }
  }

  async settle(): Promise<Inside> {
    await this.process.stop();
    this.inside = await this.open();
    this.worker = await recoWorkerOn(this.inside, this.config, new SystemClock());
    return this.inside;
  }

  async close(): Promise<void> {
    await this.process.stop('SIGKILL');
    await this.worker?.close();
    await this.inside?.close();
  }

  private async open(): Promise<Infrastructure> {
    return openInfrastructure(this.config, new SystemClock(), new Metrics(false));
  }

  private get config(): PlatformConfig {
    return readConfiguration(platformEnvironment, this.variables);
  }
}
