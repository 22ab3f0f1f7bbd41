/** Languages that the public screen speaks. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of an `Accept-Language` header that is wanted most and spoken here; English where none is. */
export function wantedLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
    return { language: LANGUAGES.find((known) => known === tag.split('-')[0]), weight: Number(weight ?? 1) };
  });
  const spoken = wanted.filter(({ language, weight }) => language !== undefined && weight > 0).toSorted((a, b) => b.weight - a.weight);
  return spoken[0]?.language ?? 'en';
}
