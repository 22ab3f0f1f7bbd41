import type { FaultKind } from '../plan/fault-kinds.js';
import type { PlannedFault } from '../plan/schedule.js';
import type { CampaignPlatform } from '../platform/campaign-platform.js';
import { DistributedPlatform } from '../platform/distributed-platform.js';
import { EmbeddedPlatform } from '../platform/embedded-platform.js';
import type { Injection, InjectionResult, InjectionSurroundings } from './injection.js';
import { LINK_FAULTS } from './link-faults.js';
import { PROCESS_FAULTS } from './process-faults.js';
import { SERVER_FAULTS } from './server-faults.js';
import { WORKER_FAULTS } from './worker-faults.js';

const ON_DISTRIBUTED: Partial<Record<FaultKind, Injection<DistributedPlatform>>> = { ...WORKER_FAULTS, ...SERVER_FAULTS, ...LINK_FAULTS };
const ON_EMBEDDED: Partial<Record<FaultKind, Injection<EmbeddedPlatform>>> = PROCESS_FAULTS;

/** Does what the fault says to the platform and mends it again. */
export async function harm(platform: CampaignPlatform, fault: PlannedFault, surroundings: InjectionSurroundings): Promise<InjectionResult> {
  const { kind, draws } = fault;
  if (kind === 'poison' || kind === 'unknown-schema') return { what: await platform.look(({ log }) => surroundings.poison.add(log, kind, draws)) };
  if (platform instanceof DistributedPlatform) return run(ON_DISTRIBUTED[kind], platform, fault, surroundings);
  if (platform instanceof EmbeddedPlatform) return run(ON_EMBEDDED[kind], platform, fault, surroundings);
  throw new Error('there is no such platform');
}

async function run<P>(injection: Injection<P> | undefined, platform: P, fault: PlannedFault, surroundings: InjectionSurroundings): Promise<InjectionResult> {
  if (injection === undefined) throw new Error(`${fault.kind} cannot be done to this platform`);
  return injection(platform, fault, surroundings);
}
