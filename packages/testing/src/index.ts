export {
  MOMENT_MS, aBasket, aConsent, aFrame, aMember, anEnrolmentDecision, anEnrolmentRequest, anErasure, anIdentity, anImpression, anOffer, anOfferDecision, aProduct, aPromotion,
  aPublishedModel, aPurchase, aReceiptLine, aStockCount, aStore,
} from './factories.js';
export { FixedClock } from './fixed-clock.js';
export { sharedData } from './shared-data.js';
