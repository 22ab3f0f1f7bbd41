/** What a chain is like. Everything is per store unless it says otherwise, and is meant for the busiest hour where that matters. */
export interface Chain {
  readonly stores: number;
  readonly boothsPerStore: number;
  /** Share of the busiest hour in which somebody stands before a booth whose act permits frames. */
  readonly boothBusyShare: number;
  readonly framesPerSecond: number;
  readonly frameBytes: number;
  readonly receiptsPerDay: number;
  readonly linesPerReceipt: number;
  readonly openHours: number;
  /** Busiest hour over the average one. */
  readonly peakFactor: number;
  readonly members: number;
  readonly productsPerMember: number;
  /** Products of the whole chain. */
  readonly products: number;
  readonly promotionsPerStore: number;
  /** Catalogue regions of the chain; each has one learner. */
  readonly regions: number;
  readonly replication: number;
  /** Years for which purchases are kept. */
  readonly keptYears: number;
  /** How full a core, a broker or a network is allowed to be in the busiest hour. */
  readonly utilisation: number;
  /** Frames a second that one GPU recognises. Not measured by us: bring the figure of `bench embed` on yours. */
  readonly framesPerGpuSecond: number;
}

/** A mid-sized grocery store with two displays. */
export const ORDINARY_CHAIN: Omit<Chain, 'stores'> = {
  boothsPerStore: 2, boothBusyShare: 0.1, framesPerSecond: 2, frameBytes: 100_000, receiptsPerDay: 2_000, linesPerReceipt: 10, openHours: 14, peakFactor: 2.5,
  members: 1_000, productsPerMember: 100, products: 50_000, promotionsPerStore: 1_000, regions: 1, replication: 3, keptYears: 2, utilisation: 0.6, framesPerGpuSecond: 100,
};
