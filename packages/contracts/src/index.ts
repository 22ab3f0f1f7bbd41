export { VitrineError, isRetriable, type ErrorDetails } from './errors.js';
export { ERROR_CODES, type ErrorCode } from './error-codes.js';
export { IDENTIFIER_PATTERN, identifier } from './identifiers.js';
export type {
  BoothId, CatalogueRegion, ChainId, ConsentId, EmbedderId, EnrolmentId, ErasureId, EventId, Identifier, MemberId, ModelName, ModelVersion,
  PromotionId, SessionId, Sku, StoreId, TillId,
} from './identifiers.js';
export { partitionKey, positionKey, type ConsumedPartition, type LogPosition, type Partition } from './position.js';
export { hasOwnReceiptId, receiptId, receiptParts, type ReceiptNumber } from './receipt.js';
export { readHeader, writeHeader } from './wire.js';
export { BundledSchemaRegistry, HttpSchemaRegistry, SchemaRegistry, requireAgreement } from './schema-registry.js';
export type { SchemaVersion } from './avro.js';
export type { AnyEvent, EventContract, TopicSettings } from './event-contract.js';
export * from './generated/index.js';
