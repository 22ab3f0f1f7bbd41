import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EVENT_CONTRACTS } from '@vitrine/contracts';
import { faceWorkerEnvironment } from '@vitrine/face-worker';
import { withDeadLetterTopics } from '@vitrine/messaging';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { kubernetesValidate } from './kubernetes-validate.js';

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Record<string, unknown>;
}

interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly serviceAccountName: string;
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly seccompProfile: { readonly type: string } };
  readonly containers: readonly Container[];
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly resources: { readonly limits: Record<string, unknown>; readonly requests: Record<string, unknown> };
  readonly securityContext: { readonly readOnlyRootFilesystem: boolean; readonly allowPrivilegeEscalation: boolean; readonly capabilities: { readonly drop: readonly string[] } };
  readonly livenessProbe: unknown;
  readonly readinessProbe: unknown;
  readonly startupProbe: unknown;
}

const root = resolve(import.meta.dirname, '../..');
const SERVICES = ['booth', 'face-worker', 'ingest', 'reco-worker', 'trainer'];
const hasKubectl = (() => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const whyNot = hasKubectl ? '' : ' (skipped: kubectl is not on this machine)';

function render(folder: string): string {
  return execFileSync('kubectl', ['kustomize', resolve(root, 'deploy/k8s', folder)], { encoding: 'utf8' });
}

function resources(text: string): Resource[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Resource);
}

const TOPIC_SCHEMA = {
  type: 'object', additionalProperties: false, required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { const: 'kafka.strimzi.io/v1' }, kind: { const: 'KafkaTopic' },
    metadata: { type: 'object', additionalProperties: false, required: ['name', 'labels'], properties: { name: { type: 'string', pattern: '^[a-z0-9.-]+$' }, namespace: { type: 'string' }, labels: { type: 'object', required: ['strimzi.io/cluster'] } } },
    spec: {
      type: 'object', additionalProperties: false, required: ['partitions', 'replicas', 'config'],
      properties: { partitions: { type: 'integer', minimum: 1 }, replicas: { type: 'integer', minimum: 1 }, config: { type: 'object', additionalProperties: { type: ['string', 'integer'] } } },
    },
  },
};

describe.skipIf(!hasKubectl)(`the manifests${whyNot}`, () => {
  const rendered = hasKubectl ? { base: render('base'), 'overlays/production': render('overlays/production') } : { base: '', 'overlays/production': '' };

  it.each(Object.keys(rendered) as (keyof typeof rendered)[])('%s is what the Kubernetes API accepts, with no unknown field', async (folder) => {
    const core = resources(rendered[folder]).filter(({ kind }) => kind !== 'KafkaTopic');
    expect(core.length).toBeGreaterThan(10);
    expect(await kubernetesValidate(core)).toEqual([]);
  });

  it('refuses a field that Kubernetes does not know', async () => {
    const deployment = resources(rendered.base).find(({ kind }) => kind === 'Deployment');
    const misspelt = { ...deployment, spec: { ...deployment?.spec, replica: 2 } };
    expect(await kubernetesValidate([misspelt])).toHaveLength(1);
  });

  it('has a topic for every event and for its dead letters, as the contracts say', () => {
    const topics = resources(rendered['overlays/production']).filter(({ kind }) => kind === 'KafkaTopic');
    const expected = withDeadLetterTopics(EVENT_CONTRACTS.map(({ topic }) => topic));
    expect(new Map(topics.map(({ metadata, spec }) => [metadata.name, spec['partitions']]))).toEqual(new Map(expected.map(({ name, partitions }) => [name, partitions])));
    const validate = new Ajv({ allowUnionTypes: true }).compile(TOPIC_SCHEMA);
    expect(topics.filter((topic) => !validate(topic))).toEqual([]);
  });

  it('runs each of the five services, restricted as pod security asks', () => {
    const deployments = resources(rendered['overlays/production']).filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name).toSorted()).toEqual(SERVICES);
    for (const { metadata, spec } of deployments) {
      const pod = (spec['template'] as { spec: PodSpec }).spec;
      const [container] = pod.containers;
      expect(pod).toMatchObject({ automountServiceAccountToken: false, serviceAccountName: metadata.name, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
      expect(container).toMatchObject({ args: ['serve', metadata.name], securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } });
      expect(container?.resources.limits['memory']).toBe(container?.resources.requests['memory']);
      expect([container?.livenessProbe, container?.readinessProbe, container?.startupProbe]).not.toContain(undefined);
      expect(container?.image).toMatch(/^registry\.example\/vitrine(-gpu)?:\d/);
    }
  });

  it('gives the face worker one GPU and no other service any', () => {
    const deployments = resources(rendered['overlays/production']).filter(({ kind }) => kind === 'Deployment');
    const withGpu = deployments.filter(({ spec }) => (spec['template'] as { spec: PodSpec }).spec.containers[0]?.resources.limits['nvidia.com/gpu'] !== undefined);
    expect(withGpu.map(({ metadata }) => metadata.name)).toEqual(['face-worker']);
  });

  it('holds no secret', () => {
    expect(resources(rendered['overlays/production']).filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });
});

describe('the component that gives face workers a GPU', () => {
  it('sets what the face worker reads', () => {
    const component = parse(readFileSync(resolve(root, 'deploy/k8s/components/gpu/kustomization.yaml'), 'utf8')) as { patches: readonly { patch: string }[] };
    const deployment = parse(component.patches[0]?.patch ?? '') as { spec: { template: { spec: { containers: readonly { env: readonly { name: string; value: string }[] }[] } } } };
    const settings = Object.fromEntries(deployment.spec.template.spec.containers.flatMap(({ env }) => env).map(({ name, value }) => [name, value]));
    expect(Object.keys(settings).filter((name) => !(name in faceWorkerEnvironment.shape))).toEqual([]);
    expect(faceWorkerEnvironment.parse(settings)).toMatchObject({ VITRINE_FACE_RUNTIME: 'tfjs-node-gpu' });
  });
});

describe('the compose file', () => {
  const compose = parse(readFileSync(resolve(root, 'deploy/compose/compose.yaml'), 'utf8'), { merge: true }) as { services: Record<string, { command?: readonly string[]; image?: string; ports?: readonly string[] }> };

  it('runs Kafka 4, Redis 8 and the five services', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([...SERVICES, 'kafka', 'redis'].toSorted());
    expect(compose.services['kafka']?.image).toMatch(/^apache\/kafka:4\./);
    expect(compose.services['redis']?.image).toMatch(/^redis:8/);
    for (const service of SERVICES) expect(compose.services[service]?.command).toEqual(['serve', service]);
  });

  it('publishes ports on loopback only', () => {
    const ports = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('builds from a Dockerfile that is there', () => {
    expect(existsSync(resolve(root, 'deploy/docker/Dockerfile'))).toBe(true);
    expect(existsSync(resolve(root, 'deploy/docker/Dockerfile.gpu'))).toBe(true);
    expect(existsSync(resolve(root, 'deploy/docker/Dockerfile.librdkafka'))).toBe(true);
  });
});
