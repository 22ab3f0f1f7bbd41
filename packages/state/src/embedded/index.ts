export { openEmbeddedState, type EmbeddedStateOptions } from './embedded-state.js';
