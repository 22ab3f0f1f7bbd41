import { GenericContainer, getContainerRuntimeClient, StartupCheckStrategy, type StartedTestContainer, type StartupStatus } from 'testcontainers';
import type { FaultSignal } from './running-server.js';

/** How one server is started as a container. The host's port is fixed, so that a restart keeps the address. */
export interface ContainerRecipe {
  readonly image: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Arguments of the image's entry point; empty: the image's own. */
  readonly command: readonly string[];
  /** Rejects while the server does not answer yet. */
  readonly answers: () => Promise<void>;
  readonly readyWithinMs: number;
}

// The library's own check asks a shell inside the container; what counts is whether the server answers from here.
class Answering extends StartupCheckStrategy {
  constructor(private readonly answers: () => Promise<void>) {
    super();
  }

  async checkStartupState(): Promise<StartupStatus> {
    return this.answers().then(() => 'SUCCESS', () => 'PENDING');
  }
}

/** A server as a container of testcontainers, which removes it even when this process dies. */
export class ServerContainer {
  private constructor(private readonly container: StartedTestContainer) {}

  static async start(recipe: ContainerRecipe): Promise<ServerContainer> {
    const described = new GenericContainer(recipe.image)
      .withExposedPorts({ container: recipe.containerPort, host: recipe.hostPort })
      .withEnvironment({ ...recipe.environment })
      .withWaitStrategy(new Answering(recipe.answers))
      .withStartupTimeout(recipe.readyWithinMs);
    return new ServerContainer(await (recipe.command.length === 0 ? described : described.withCommand([...recipe.command])).start());
  }

  async kill(signal: FaultSignal): Promise<void> {
    const engine = await getContainerRuntimeClient();
    const container = engine.container.getById(this.container.getId());
    await container.kill({ signal });
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await container.wait({ condition: 'not-running' });
  }

  async restart(): Promise<void> {
    await this.container.restart();
  }

  async stop(): Promise<void> {
    await this.container.stop();
  }
}
