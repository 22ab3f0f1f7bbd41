import type { TriggerKind } from '@vitrine/contracts';

interface Words {
  readonly memberHeadline: string;
  readonly anonymousHeadline: string;
  readonly welcome: string;
  readonly neutral: string;
  readonly novel: string;
  readonly notMe: string;
  readonly dismiss: (title: string) => string;
  readonly offline: string;
  readonly turnPage: (page: number, pages: number) => string;
  readonly invitations: Readonly<Record<TriggerKind, string>>;
  readonly promise: string;
  readonly memberPromise: string;
}

/** What the public screen itself says; product and reason texts come with the slate in the same language. */
const WORDS: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    memberHeadline: 'Picked for you',
    anonymousHeadline: 'Worth a look today',
    welcome: 'Hello.',
    neutral: 'New offers appear here all day.',
    novel: 'New for you',
    notMe: 'That is not me',
    dismiss: (title) => `Not interested in ${title}`,
    offline: 'Offline',
    turnPage: (page, pages) => `More offers; this is page ${page} of ${pages}`,
    invitations: {
      GESTURE: 'Member? Raise your hand.',
      TOKEN: 'Member? Show your code.',
      APPROACH: 'Member? Step a little closer.',
      UNKNOWN: '',
    },
    promise: 'The camera looks only after you ask it to.',
    memberPromise: 'Your name and your receipts never appear here.',
  },
  de: {
    memberHeadline: 'Für Sie ausgesucht',
    anonymousHeadline: 'Heute einen Blick wert',
    welcome: 'Guten Tag.',
    neutral: 'Hier erscheinen den ganzen Tag neue Angebote.',
    novel: 'Neu für Sie',
    notMe: 'Das bin ich nicht',
    dismiss: (title) => `Kein Interesse an ${title}`,
    offline: 'Offline',
    turnPage: (page, pages) => `Weitere Angebote; dies ist Seite ${page} von ${pages}`,
    invitations: {
      GESTURE: 'Mitglied? Heben Sie die Hand.',
      TOKEN: 'Mitglied? Zeigen Sie Ihren Code.',
      APPROACH: 'Mitglied? Treten Sie etwas näher.',
      UNKNOWN: '',
    },
    promise: 'Die Kamera sieht erst hin, wenn Sie es möchten.',
    memberPromise: 'Ihr Name und Ihre Einkäufe erscheinen hier nie.',
  },
};

export type DisplayLanguage = keyof typeof WORDS;

/** The first of the wanted languages that the display speaks; English otherwise. */
export function displayLanguage(wanted: readonly string[]): DisplayLanguage {
  const spoken = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in WORDS);
  return spoken === undefined ? 'en' : (spoken as DisplayLanguage);
}

export function displayWords(language: DisplayLanguage): Words {
  return WORDS[language];
}

/** Such as −30% or, in German, −30 %. */
export function discountText(percent: number, language: DisplayLanguage): string {
  const text = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100);
  return `−${text.replace(/\s/u, '\u202f')}`;
}
