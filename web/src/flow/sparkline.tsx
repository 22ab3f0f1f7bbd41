const WIDTH = 120;
const HEIGHT = 24;

/** The last minute of one topic, one bar a second. */
export function Sparkline({ history }: { readonly history: readonly number[] }) {
  const most = Math.max(1, ...history);
  const step = WIDTH / history.length;
  const bars = history.map((value, index) => (value === 0 ? '' : `M${(index * step).toFixed(1)} ${HEIGHT}v${(-(value / most) * HEIGHT).toFixed(1)}h${(step * 0.75).toFixed(1)}V${HEIGHT}z`)).join('');
  return <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true"><path d={bars} /></svg>;
}
