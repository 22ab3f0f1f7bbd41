import {
  BasketSold, ConsentChanged, EnrolmentDecided, EnrolmentRequested, EVENT_CONTRACTS, FrameCaptured, IdentityResolved, ImpressionRecorded, MemberChanged, MemberErased, ModelPublished,
  OfferDecided, ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged, StoreChanged, type AnyEvent, type EventContract,
} from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import * as factories from './factories.js';

const made: readonly (readonly [unknown, AnyEvent])[] = [
  [FrameCaptured, factories.aFrame()], [IdentityResolved, factories.anIdentity()], [EnrolmentRequested, factories.anEnrolmentRequest()],
  [EnrolmentDecided, factories.anEnrolmentDecision()], [PurchaseRecorded, factories.aPurchase()], [BasketSold, factories.aBasket()], [StoreChanged, factories.aStore()],
  [ProductChanged, factories.aProduct()], [PromotionChanged, factories.aPromotion()], [StockChanged, factories.aStockCount()], [MemberChanged, factories.aMember()],
  [ConsentChanged, factories.aConsent()], [MemberErased, factories.anErasure()], [OfferDecided, factories.anOfferDecision()], [ImpressionRecorded, factories.anImpression()],
  [ModelPublished, factories.aPublishedModel()],
];

describe('the event factories', () => {
  it('know every event', () => {
    expect(made.map(([contract]) => contract)).toEqual(EVENT_CONTRACTS);
  });

  it.each(made.map(([contract, event]) => ({ contract: contract as EventContract<AnyEvent>, event })))('make a $contract.name that crosses the bus unchanged', ({ contract, event }) => {
    expect(contract.decode(contract.encode(event))).toEqual(event);
  });

  it('derive a receipt’s id and total from what is overridden', () => {
    const lines = [factories.aReceiptLine({ quantityMilli: 350, unitPriceMinor: 1_000 }), factories.aReceiptLine({ discountMinor: 50 })];
    expect(factories.aPurchase({ sequenceNumber: 7, lines })).toMatchObject({ eventId: 'chain-1:store-1:2026-03-02:till-1:7', totalMinor: 499 });
  });
});
