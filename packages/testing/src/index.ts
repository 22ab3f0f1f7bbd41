export { FixedClock } from './fixed-clock.js';
export { sharedData } from './shared-data.js';
