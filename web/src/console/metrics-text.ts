/** One metric in words, summed over its labels. */
export interface MetricReading {
  readonly name: string;
  /** What it says, from the platform's own HELP line. */
  readonly help: string;
  readonly value: number;
  /** Value of each label set, largest first; empty for a metric without labels. */
  readonly parts: readonly { readonly labels: string; readonly value: number }[];
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/u;

/** Reads Prometheus' text format. Of a histogram it tells the count; the rest of it is for dashboards. */
export function readMetrics(text: string): readonly MetricReading[] {
  const helps = new Map<string, string>();
  const samples = new Map<string, { labels: string; value: number }[]>();
  for (const line of text.split('\n')) {
    const help = /^# HELP (\S+) (.+)$/u.exec(line);
    if (help?.[1] !== undefined && help[2] !== undefined) helps.set(help[1], help[2]);
    const [, name, labels = '', number] = SAMPLE.exec(line) ?? [];
    const value = Number(number);
    if (name === undefined || Number.isNaN(value)) continue;
    const metric = name.endsWith('_count') ? name.slice(0, -'_count'.length) : name;
    if (helps.has(metric)) samples.set(metric, [...(samples.get(metric) ?? []), { labels: labelText(labels), value }]);
  }
  return [...samples].map(([name, readings]) => reading(name, helps.get(name) ?? name, readings));
}

function reading(name: string, help: string, readings: readonly { readonly labels: string; readonly value: number }[]): MetricReading {
  const parts = readings.filter(({ labels }) => labels !== '').toSorted((one, other) => other.value - one.value);
  return { name, help, value: readings.reduce((sum, { value }) => sum + value, 0), parts };
}

/** `route="/a",code="x"` becomes `/a · x`. */
function labelText(labels: string): string {
  return [...labels.matchAll(/="((?:[^"\\]|\\.)*)"/gu)].map(([, value]) => value).join(' · ');
}

const PROCESS = /process_|nodejs_/u;

/** What concerns the shop comes before what concerns the process. */
export function isProcessMetric({ name }: MetricReading): boolean {
  return PROCESS.test(name);
}

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export function readingText({ name, value }: Pick<MetricReading, 'name' | 'value'>): string {
  if (name.endsWith('_bytes')) return `${NUMBER.format(value / 2 ** 20)} MiB`;
  return name.endsWith('_seconds') && value < 1 && value > 0 ? `${NUMBER.format(value * 1000)} ms` : NUMBER.format(value);
}
