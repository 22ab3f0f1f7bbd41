/** Where a server for tests came from. */
export type Provenance = 'environment' | 'containers' | 'processes';

/** Signals a fault test sends. */
export type FaultSignal = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT';

/** A real server that tests talk to. */
export interface RunningServer {
  readonly how: Provenance;
  /** Version the server says it has; `unknown` where it says none. */
  readonly version: string;
  /** Folder of its data, where it is a process of this machine; else null. */
  readonly folder: string | null;
  /** Sends the signal; after SIGKILL and SIGTERM, resolves once the server is gone. Rejects for a server of the environment: it is not ours. */
  kill(signal: FaultSignal): Promise<void>;
  /** Same address, same data; ends the server first where it still runs. Resolves when it answers again. */
  restart(): Promise<void>;
  /** Ends the server and removes its data. A server of the environment is left as it is. */
  stop(): Promise<void>;
}

/** What every provisioning takes. */
export interface ProvisionOptions {
  /** True: never the server of the environment, so that a test may kill or empty it. Default false. */
  readonly own?: boolean;
  /** True: as a process of this machine, whose data can be reached; never as a container. Default false. */
  readonly asProcess?: boolean;
  /** Told one line per step; default silent. */
  readonly report?: (line: string) => void;
}

/** No server can be had on this machine. `message` says what was tried and how to get one. */
export class InfrastructureUnavailable extends Error {
  constructor(readonly server: 'Kafka' | 'Redis', readonly tried: readonly string[], remedy: string) {
    super(`${server} for tests is not available here: ${tried.join('; ')}. ${remedy}`);
    this.name = 'InfrastructureUnavailable';
  }
}

/** Wraps a server of the environment: used, never killed. */
export function serverOfTheEnvironment(version: string, name: string): RunningServer {
  const refuse = (): Promise<never> => Promise.reject(new Error(`${name} belongs to the environment; ask for an own one with { own: true }`));
  return { how: 'environment', folder: null, version, kill: refuse, restart: refuse, stop: () => Promise.resolve() };
}
