import type { LineChart } from '../../plot/line-chart.js';
import type { HistoryCost } from './history-cost.js';

/** CPU milliseconds a receipt over the receipts in the history, on a logarithmic axis. */
export function historyChart(costs: readonly HistoryCost[]): LineChart {
  return {
    title: 'CPU time of the reco-worker a receipt, as the history grows', x: 'receipts in the history (logarithmic)', y: 'CPU ms', to: Math.max(0.001, ...costs.map(({ cpuMsPerReceipt }) => cpuMsPerReceipt)) * 1.25,
    lines: [{ name: 'CPU ms a receipt', points: costs.map(({ receipts, cpuMsPerReceipt }) => [receipts, cpuMsPerReceipt, cpuMsPerReceipt.toFixed(2)]) }],
  };
}
