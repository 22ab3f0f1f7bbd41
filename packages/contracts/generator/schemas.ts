import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
  readonly doc: string;
  readonly brand?: string;
  readonly default?: unknown;
}
export type AvroNamed =
  | { readonly type: 'record'; readonly name: string; readonly doc: string; readonly fields: readonly AvroField[] }
  | { readonly type: 'enum'; readonly name: string; readonly doc: string; readonly symbols: readonly string[] };
export type AvroType =
  | string
  | AvroNamed
  | { readonly type: 'array'; readonly items: AvroType }
  | { readonly type: 'map'; readonly values: AvroType }
  | { readonly type: 'long'; readonly logicalType: string }
  | readonly AvroType[];
export type AvroRecord = Extract<AvroNamed, { type: 'record' }>;

export interface TopicFile {
  /** Fields joined by ":"; `a|b` takes b where a is null. */
  readonly key: readonly string[];
  readonly time: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  readonly memoryOnly?: boolean;
}

export interface EventSource {
  readonly topic: string;
  readonly settings: TopicFile;
  readonly versions: readonly { readonly version: number; readonly id: number; readonly schema: AvroRecord }[];
  readonly newest: AvroRecord;
}

/** Reads every event of schemas/, checks that ids and topic settings are complete, and that each field says what it means. */
export function readSchemas(folder: string): EventSource[] {
  const ids = readJson(join(folder, 'ids.json')) as Record<string, number>;
  const topics = readJson(join(folder, 'topics.json')) as Record<string, TopicFile>;
  if (new Set(Object.values(ids)).size !== Object.values(ids).length) throw new Error('schemas/ids.json: an id stands twice');
  return Object.entries(topics).map(([topic, settings]) => {
    const versions = readdirSync(join(folder, topic))
      .map((file) => Number.parseInt(file, 10))
      .toSorted((a, b) => a - b)
      .map((version) => {
        const schema = readJson(join(folder, topic, `${version}.avsc`)) as AvroRecord;
        const id = ids[`${topic}/${version}`];
        if (id === undefined) throw new Error(`schemas/ids.json: no id for ${topic}/${version}`);
        requireDocs(schema, `${topic}/${version}`);
        return { version, id, schema };
      });
    const newest = versions.at(-1)?.schema;
    if (newest === undefined) throw new Error(`schemas/${topic} is empty`);
    return { topic, settings, versions, newest };
  });
}

/** Calls `visit` for every record and enum inside `type`, inner ones first. */
export function visitNamed(type: AvroType, visit: (named: AvroNamed) => void): void {
  if (typeof type === 'string') return;
  if (isUnion(type)) {
    type.forEach((branch) => visitNamed(branch, visit));
    return;
  }
  if (type.type === 'array') return visitNamed(type.items, visit);
  if (type.type === 'map') return visitNamed(type.values, visit);
  if (type.type === 'record') type.fields.forEach((field) => visitNamed(field.type, visit));
  if (type.type === 'record' || type.type === 'enum') visit(type);
}

export function isUnion(type: AvroType): type is readonly AvroType[] {
  return Array.isArray(type);
}

function requireDocs(schema: AvroRecord, where: string): void {
  visitNamed(schema, (named) => {
    if (!named.doc) throw new Error(`${where}: ${named.name} has no doc`);
    if (named.type === 'record') named.fields.forEach((field) => {
      if (!field.doc) throw new Error(`${where}: ${named.name}.${field.name} has no doc`);
    });
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
