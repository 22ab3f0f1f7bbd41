import type { SlateOffer } from '../api/slates.js';
import { discountText, displayWords, type DisplayLanguage } from './display-words.js';

interface OfferCardProps {
  readonly offer: SlateOffer;
  readonly language: DisplayLanguage;
  /** Whether the slate is for the member in front of it. */
  readonly personal: boolean;
  readonly onDismiss: (sku: string) => void;
}

export function OfferCard({ offer, language, personal, onDismiss }: OfferCardProps) {
  const words = displayWords(language);
  const { sku, title, category, brand, discountPercent, reasonText, novel } = offer;
  return (
    <li className="offer" data-move={sku}>
      <p className="offer-discount">{discountText(discountPercent, language)}</p>
      <div className="offer-text">
        <p className="offer-kind">
          <span className="offer-category">{category}</span>
          {personal && novel && <span className="offer-novel">{words.novel}</span>}
        </p>
        <h3 className="offer-title">{title}</h3>
        <p className="offer-detail">
          {reasonText !== '' && <span className="offer-reason">{reasonText}</span>}
          {brand !== null && brand !== '' && <span className="offer-brand">{brand}</span>}
        </p>
      </div>
      {personal && (
        <button type="button" className="offer-dismiss" aria-label={words.dismiss(title)} onClick={() => onDismiss(sku)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" /></svg>
        </button>
      )}
    </li>
  );
}
