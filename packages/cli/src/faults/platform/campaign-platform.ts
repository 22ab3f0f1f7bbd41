import type { EventLog } from '@vitrine/messaging';
import type { State } from '@vitrine/state';
import type { ServiceProcess } from './service-process.js';

/** What a campaign looks into the platform by: its log and its state, past every proxy. */
export interface Inside {
  readonly log: EventLog;
  readonly state: State;
}

/** A platform that a campaign does harm to. */
export interface CampaignPlatform {
  /** Address of ingest. */
  readonly url: string;
  /** Every supervised process. */
  readonly services: readonly ServiceProcess[];
  /** Works on log and state past the services. The embedded platform stands still meanwhile. */
  look<T>(work: (inside: Inside) => Promise<T>): Promise<T>;
  /** No more harm: log and state, with a reco-worker at work on them. */
  settle(): Promise<Inside>;
  /** Ends everything. */
  close(): Promise<void>;
}
