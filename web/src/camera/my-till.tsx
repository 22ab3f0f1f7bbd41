import { useState } from 'react';
import type { Problem } from '../api/answer.js';
import { getProduct } from '../api/products.js';
import { serverClock } from '../api/server-clock.js';
import type { SlateOffer } from '../api/slates.js';
import type { StoreInfo } from '../api/stores.js';
import { postTransaction } from '../api/transactions.js';
import { ProblemNote } from '../design/problem-note.js';
import { addToBasket, basketTotalMinor, moneyText, receiptFor, type BasketItem } from './receipt.js';
import { SkuField } from './sku-field.js';
import type { KeptCard } from './use-member-card.js';

/** Offers carry no price; this till takes the same one for everything. */
const PRICE_MINOR = 299;

interface MyTillProps {
  readonly store: StoreInfo;
  readonly offers: readonly SlateOffer[];
  readonly kept: KeptCard;
  readonly onPaid: () => void;
}

/** A till of the visitor's own: what is bought here changes the visitor's next offers. */
export function MyTill({ store, offers, kept, onPaid }: MyTillProps) {
  const { card, keep } = kept;
  const [basket, setBasket] = useState<readonly BasketItem[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [paid, setPaid] = useState<string | null>(null);
  const registered = Object.keys(card.consents).length > 0;
  const put = (item: Omit<BasketItem, 'pieces' | 'unitPriceMinor'>) => setBasket((known) => addToBasket(known, { ...item, unitPriceMinor: PRICE_MINOR }));

  const addSku = async (sku: string) => {
    const answer = await getProduct(sku);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) put({ sku, title: answer.value.title, discountPercent: 0 });
  };
  const pay = async () => {
    const answer = await postTransaction(receiptFor(basket, store, card, new Date(serverClock.nowMs())));
    setProblem(answer.ok ? null : answer.problem);
    setPaid(answer.ok ? answer.value.transactionId : null);
    if (!answer.ok) return;
    keep((known) => ({ ...known, nextReceipt: known.nextReceipt + 1 }));
    setBasket([]);
  };

  if (!registered) return <p className="hint">A receipt needs a member. Enrol first; then buy something here and watch your next offers change.</p>;
  return (
    <div className="steps">
      {card.consents.TASTE === undefined && <p className="hint">You have not agreed that your taste is learnt, so what you buy will not change your offers.</p>}
      <Shelf offers={offers} onPut={put} />
      <SkuField onSku={(sku) => void addSku(sku)} />
      <Basket basket={basket} currency={store.currency} />
      <button type="button" className="button primary" disabled={basket.length === 0} onClick={() => void pay()}>
        Buy{basket.length > 0 && ` for ${moneyText(basketTotalMinor(basket), store.currency)}`}
      </button>
      {problem !== null && <ProblemNote problem={problem} />}
      {paid !== null && basket.length === 0 && (
        <div className="result steps" data-good="true" role="status">
          <p><strong>Bought.</strong> Receipt <span className="mono">{paid}</span> is in the log. Raise your hand again to see what it changed.</p>
          <div className="buttons"><button type="button" className="button small" onClick={onPaid}>Show myself again</button></div>
        </div>
      )}
    </div>
  );
}

function Shelf({ offers, onPut }: { readonly offers: readonly SlateOffer[]; readonly onPut: (item: Omit<BasketItem, 'pieces' | 'unitPriceMinor'>) => void }) {
  return (
    <div>
      <h3 className="step-title">On the display now</h3>
      {offers.length === 0 && <p className="hint">Nothing at the moment; name a product below.</p>}
      <ul className="shelf">
        {offers.map(({ sku, title, discountPercent, promotionId }) => (
          <li key={sku}>
            <span>{title} <span className="muted">−{discountPercent}%</span></span>
            <button type="button" className="button small" aria-label={`Put ${title} in the basket`} onClick={() => onPut({ sku, title, discountPercent, promotionId })}>Add</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Basket({ basket, currency }: { readonly basket: readonly BasketItem[]; readonly currency: string }) {
  if (basket.length === 0) return null;
  return (
    <div>
      <h3 className="step-title">Your basket <span className="muted">(every shelf price is {moneyText(PRICE_MINOR, currency)})</span></h3>
      <ul className="shelf">
        {basket.map(({ sku, title, pieces }) => <li key={sku}><span>{title}</span><span>{pieces} ×</span></li>)}
      </ul>
    </div>
  );
}
