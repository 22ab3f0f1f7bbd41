import {
  BasketSold, ConsentChanged, EnrolmentDecided, EnrolmentRequested, EVENT_CONTRACTS, FrameCaptured, IdentityResolved, ImpressionRecorded, MemberChanged, MemberErased, ModelPublished,
  OfferDecided, ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged, StoreChanged, type AnyEvent, type EventContract,
} from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import * as factories from './factories.js';

const made = new Map<unknown, AnyEvent>([
  [FrameCaptured, factories.aFrame()], [IdentityResolved, factories.anIdentity()], [EnrolmentRequested, factories.anEnrolmentRequest()],
  [EnrolmentDecided, factories.anEnrolmentDecision()], [PurchaseRecorded, factories.aPurchase()], [BasketSold, factories.aBasket()], [StoreChanged, factories.aStore()],
  [ProductChanged, factories.aProduct()], [PromotionChanged, factories.aPromotion()], [StockChanged, factories.aStockCount()], [MemberChanged, factories.aMember()],
  [ConsentChanged, factories.aConsent()], [MemberErased, factories.anErasure()], [OfferDecided, factories.anOfferDecision()], [ImpressionRecorded, factories.anImpression()],
  [ModelPublished, factories.aPublishedModel()],
]);

describe('the event factories', () => {
  it.each(EVENT_CONTRACTS.map((contract): [string, EventContract<AnyEvent>] => [contract.name, contract]))('make a %s that crosses the bus unchanged', (_, contract) => {
    const event = made.get(contract);
    expect(event).toBeDefined();
    if (event !== undefined) expect(contract.decode(contract.encode(event))).toEqual(event);
  });

  it('derive a receipt’s id and total from what is overridden', () => {
    const lines = [factories.aReceiptLine({ quantityMilli: 350, unitPriceMinor: 1_000 }), factories.aReceiptLine({ discountMinor: 50 })];
    expect(factories.aPurchase({ sequenceNumber: 7, lines })).toMatchObject({ eventId: 'chain-1:store-1:2026-03-02:till-1:7', totalMinor: 499 });
  });
});
