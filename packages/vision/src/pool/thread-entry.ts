import type { WorkerOptions } from 'node:worker_threads';

/**
 * How to start a module as a worker thread. A built module (`.js`) is started as it is. From source (`.ts`: tests, `tsx`) the thread first registers tsx,
 * which then compiles what it loads, and resolves workspaces from source as the parent does; tsx is a development dependency and never needed once built.
 */
export function threadEntry(module: URL): { readonly entry: URL; readonly options: WorkerOptions } {
  if (!import.meta.url.endsWith('.ts')) return { entry: module, options: {} };
  const source = module.href.replace(/\.js$/, '.ts');
  return { entry: new URL('./source-thread.mjs', import.meta.url), options: { argv: [source], execArgv: ['--conditions=source'] } };
}
