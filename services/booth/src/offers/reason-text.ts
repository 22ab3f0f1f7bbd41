import type { OfferReason } from '@vitrine/contracts';
import type { Language } from './language.js';

type Words = Readonly<Record<OfferReason, (category: string) => string>>;

/**
 * Why an offer is on the screen, for everybody to read: never closer than the category, so that nobody's basket can be told from it.
 * What a member bought before reads as what they like.
 */
const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    BOUGHT_BEFORE: (category) => `You like ${category}`,
    GOES_WITH_RECENT: () => 'Often bought with what you had lately',
    LIKE_YOUR_TASTE: () => 'Fits your taste',
    FAVOURITE_CATEGORY: (category) => `You like ${category}`,
    POPULAR_HERE: () => 'Popular here at this hour',
    DEEP_DISCOUNT: () => 'A deep discount today',
    NEW_TO_YOU: (category) => `Something new in ${category}`,
    OTHER: () => 'On offer here today',
  },
  de: {
    BOUGHT_BEFORE: (category) => `Sie mögen ${category}`,
    GOES_WITH_RECENT: () => 'Wird oft mit dem gekauft, was Sie zuletzt hatten',
    LIKE_YOUR_TASTE: () => 'Passt zu Ihrem Geschmack',
    FAVOURITE_CATEGORY: (category) => `Sie mögen ${category}`,
    POPULAR_HERE: () => 'Um diese Zeit hier beliebt',
    DEEP_DISCOUNT: () => 'Heute stark reduziert',
    NEW_TO_YOU: (category) => `Etwas Neues aus ${category}`,
    OTHER: () => 'Heute hier im Angebot',
  },
};

export function reasonText(reason: OfferReason, category: string, language: Language): string {
  return WORDS[language][reason](category);
}
