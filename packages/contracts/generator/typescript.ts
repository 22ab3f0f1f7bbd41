import { isUnion, visitNamed, type AvroField, type AvroNamed, type AvroType, type EventSource, type TopicFile } from './schemas.js';

const HEADER = '// Generated from schemas/ by "npm run generate". Do not edit.\n';
const PRIMITIVES: Readonly<Record<string, string>> = { string: 'string', int: 'number', long: 'number', float: 'number', double: 'number', boolean: 'boolean', bytes: 'Buffer', null: 'null' };

/** TypeScript source of every event: its type, its contract, and the named types that events share. */
export function typescriptFiles(events: readonly EventSource[]): Map<string, string> {
  const shared = sharedTypes(events);
  const files = new Map<string, string>([['types.ts', typesFile(shared)]]);
  for (const event of events) files.set(`${fileName(event)}.ts`, eventFile(event));
  files.set('index.ts', indexFile(events, shared));
  return files;
}

function sharedTypes(events: readonly EventSource[]): AvroNamed[] {
  const found = new Map<string, AvroNamed>();
  for (const event of events) visitNamed(event.newest, (named) => {
    if (named === event.newest) return;
    const before = found.get(named.name);
    if (before !== undefined && declaration(before) !== declaration(named)) throw new Error(`${named.name} is declared in two ways; see ${event.topic}`);
    found.set(named.name, named);
  });
  return [...found.values()];
}

function typesFile(shared: readonly AvroNamed[]): string {
  const body = shared.map(declaration).join('\n');
  return [HEADER, brandImport(body, '../identifiers.js'), body].filter(Boolean).join('\n');
}

function eventFile(event: EventSource): string {
  const { newest, settings, topic } = event;
  const body = declaration(newest);
  const named = new Set<string>();
  visitNamed(newest, (inner) => inner !== newest && named.add(inner.name));
  const used = [...named].filter((name) => new RegExp(`\\b${name}\\b`).test(body.replaceAll(/\/\*\*.*?\*\//gs, ''))).toSorted();
  const versions = event.versions.map(({ version, id, schema }) => `    { version: ${version}, id: ${id}, schema: ${JSON.stringify(schema)} },`);
  return [
    HEADER,
    `import { defineEvent, type EventContract } from '../event-contract.js';`,
    brandImport(body, '../identifiers.js').trimEnd(),
    used.length > 0 ? `import type { ${used.join(', ')} } from './types.js';` : '',
    '',
    body,
    `export const ${newest.name}: EventContract<${newest.name}> = defineEvent({`,
    `  name: '${newest.name}',`,
    `  topic: ${topicLiteral(topic, settings)},`,
    `  versions: [`,
    ...versions,
    `  ],`,
    `  key: (event) => ${keyExpression(settings)},`,
    `  timeMs: (event) => event.${settings.time},`,
    `});`,
    '',
  ].filter((part, index) => part !== '' || index > 3).join('\n');
}

function topicLiteral(name: string, { partitions, cleanup, retentionMs, maxMessageBytes, memoryOnly = false }: TopicFile): string {
  return `{ name: '${name}', partitions: ${partitions}, cleanup: '${cleanup}', retentionMs: ${retentionMs}, maxMessageBytes: ${maxMessageBytes}, memoryOnly: ${memoryOnly} }`;
}

function keyExpression({ key }: TopicFile): string {
  const parts = key.map((part) => part.split('|').map((field) => `event.${field}`).join(' ?? '));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : `\`${parts.map((part) => `\${${part}}`).join(':')}\``;
}

function indexFile(events: readonly EventSource[], shared: readonly AvroNamed[]): string {
  const names = events.map(({ newest }) => newest.name);
  return [
    HEADER,
    `import type { AnyEvent, EventContract } from '../event-contract.js';`,
    ...events.map((event) => `import { ${event.newest.name} } from './${fileName(event)}.js';`),
    '',
    `export { ${names.join(', ')} };`,
    `export type { ${shared.map(({ name }) => name).toSorted().join(', ')} } from './types.js';`,
    '',
    '/** Every event contract. */',
    `export const EVENT_CONTRACTS: readonly EventContract<AnyEvent>[] = [${names.join(', ')}] as unknown as readonly EventContract<AnyEvent>[];`,
    '',
  ].join('\n');
}

function declaration(named: AvroNamed): string {
  if (named.type === 'enum') return `${doc(named.doc, '')}export type ${named.name} = ${named.symbols.map((symbol) => `'${symbol}'`).join(' | ')};\n`;
  const fields = named.fields.map((field) => `${doc(field.doc, '  ')}  readonly ${field.name}: ${fieldType(field)};`);
  return `${doc(named.doc, '')}export interface ${named.name} {\n${fields.join('\n')}\n}\n`;
}

function fieldType({ type, brand }: AvroField): string {
  return typeName(type, brand);
}

function typeName(type: AvroType, brand?: string): string {
  if (typeof type === 'string') return type === 'string' && brand !== undefined ? brand : (PRIMITIVES[type] ?? type);
  if (isUnion(type)) return type.toReversed().map((branch) => typeName(branch, brand)).join(' | ');
  if (type.type === 'array') return `readonly ${typeName(type.items, brand)}[]`;
  if (type.type === 'map') return `Readonly<Record<string, ${typeName(type.values, brand)}>>`;
  if (type.type === 'long') return 'number';
  return type.name;
}

function brandImport(body: string, from: string): string {
  const known = ['BoothId', 'CatalogueRegion', 'ChainId', 'ConsentId', 'EmbedderId', 'EnrolmentId', 'ErasureId', 'EventId', 'MemberId', 'ModelName', 'ModelVersion', 'PromotionId', 'SessionId', 'Sku', 'StoreId', 'TillId'];
  const used = known.filter((name) => new RegExp(`: (readonly )?${name}\\b`).test(body));
  return used.length > 0 ? `import type { ${used.join(', ')} } from '${from}';\n` : '';
}

function doc(text: string, indent: string): string {
  return `${indent}/** ${text} */\n`;
}

/** File name of an event: `PurchaseRecorded` is in `purchase-recorded.ts`. */
function fileName({ newest }: EventSource): string {
  return newest.name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}
