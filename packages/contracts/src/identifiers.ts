import { VitrineError } from './errors.js';

declare const brand: unique symbol;

/** A string that is known to be an identifier of kind `K`; kinds do not mix. */
export type Identifier<K extends string> = string & { readonly [brand]: K };

export type ChainId = Identifier<'ChainId'>;
export type StoreId = Identifier<'StoreId'>;
export type BoothId = Identifier<'BoothId'>;
export type TillId = Identifier<'TillId'>;
export type SessionId = Identifier<'SessionId'>;
export type MemberId = Identifier<'MemberId'>;
export type ConsentId = Identifier<'ConsentId'>;
export type EnrolmentId = Identifier<'EnrolmentId'>;
export type ErasureId = Identifier<'ErasureId'>;
export type Sku = Identifier<'Sku'>;
export type PromotionId = Identifier<'PromotionId'>;
export type CatalogueRegion = Identifier<'CatalogueRegion'>;
/** Embedder and its version, such as `dlib-resnet-128@1`; vectors of two embedders are never compared. */
export type EmbedderId = Identifier<'EmbedderId'>;
export type ModelName = Identifier<'ModelName'>;
export type ModelVersion = Identifier<'ModelVersion'>;
/** Deterministic: a redelivery or a retry has the same one. */
export type EventId = Identifier<'EventId'>;

/** What an identifier that comes from outside may look like: no separator of keys, no space, no control character. */
export const IDENTIFIER_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/**
 * Takes `text` as an identifier.
 * @param field name of the input field, for the message
 * @throws VitrineError `invalid_field` when it is not 1 to 64 letters, digits, `.`, `_`, `@` or `-`
 */
export function identifier<I extends Identifier<string>>(text: string, field: string): I {
  if (!IDENTIFIER_PATTERN.test(text)) {
    throw new VitrineError('invalid_field', `${field} must be 1 to 64 letters, digits or ._@-, starting with a letter or digit`, { field });
  }
  return text as I;
}
