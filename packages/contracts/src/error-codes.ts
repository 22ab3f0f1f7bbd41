interface ErrorKind {
  /** HTTP status it is answered with. */
  readonly status: number;
  /** Short, constant title (RFC 9457). */
  readonly title: string;
  /** Whether the same input may succeed later. */
  readonly retriable: boolean;
  /** What to do about it; becomes docs/errors.md. */
  readonly remedy: string;
}

const kind = (status: number, title: string, remedy: string, retriable = false): ErrorKind => ({ status, title, retriable, remedy });

/** The closed list of error codes. `docs/errors.md` is generated from it. */
export const ERROR_CODES = {
  invalid_body: kind(400, 'The body is not what this route takes', 'Compare the body with the route’s description; `detail` names the first fault.'),
  invalid_field: kind(422, 'A field has a value that is not allowed', 'Correct the field named in `field`.'),
  unauthorised: kind(401, 'No valid credential', 'Send a key of this deployment as `Authorization: Bearer …`.'),
  forbidden: kind(403, 'The credential does not allow this', 'Use a credential of the role that the route asks for.'),
  not_found: kind(404, 'There is no such thing', 'Check the address.'),
  body_too_large: kind(413, 'The body is over the limit', 'Send less; `limitBytes` is the limit.'),
  unsupported_media_type: kind(415, 'The content type is not taken here', 'Send one of the content types the route takes.'),
  unknown_store: kind(404, 'Unknown store', 'Register the store first (`PUT /v1/stores/{storeId}`).'),
  unknown_booth: kind(404, 'Unknown booth', 'Add the booth to its store first.'),
  unknown_product: kind(422, 'Unknown product', 'Send the product first (`PUT /v1/products/{sku}`); the receipt can then be sent again.'),
  unknown_member: kind(404, 'Unknown member', 'Register the member first (`PUT /v1/members/{memberId}`).'),
  invalid_money: kind(422, 'An amount is missing, negative or does not add up', 'Send whole minor units; `field` names the amount.'),
  wrong_currency: kind(422, 'The currency is not the store’s', 'Send amounts in the store’s currency.'),
  time_in_future: kind(422, 'The time lies in the future', 'Check the clock of the sending device.'),
  receipt_conflict: kind(409, 'Another receipt has this number', 'The same till, business day and sequence number came with other contents; number it anew or check the till.'),
  not_an_image: kind(422, 'The picture cannot be read', 'Send a whole JPEG (enrolment takes PNG and WebP too).'),
  image_too_large: kind(422, 'The picture has too many pixels', 'Send at most 12 megapixels.'),
  trigger_not_permitted: kind(403, 'The frame carries no trigger that the store permits', 'Send frames only after an act that the store’s policy lists.'),
  consent_missing: kind(403, 'There is no live consent for this', 'Ask for consent first.'),
  challenge_invalid: kind(403, 'The challenge is missing, unknown, answered or over', 'Ask for a new challenge and take the pictures again.'),
  unknown_schema: kind(422, 'The record’s schema id is unknown', 'Register the schema, or upgrade this consumer.'),
  invalid_record: kind(422, 'The record does not decode', 'Look at the dead letter’s bytes and its producer.'),
  incompatible_schema: kind(500, 'Two schema versions do not fit', 'A version may only add fields with defaults; anything else is a new topic.'),
  log_unavailable: kind(503, 'The event log does not answer', 'Nothing was accepted; try again after `Retry-After`.', true),
  state_unavailable: kind(503, 'The state store does not answer', 'Try again after `Retry-After`.', true),
  overloaded: kind(503, 'Too much work in hand', 'Try again after `Retry-After`.', true),
  fenced: kind(503, 'Another worker owns this partition now', 'Nothing to do: the new owner carries on.', true),
  not_ready: kind(503, 'Something this depends on has not arrived yet', 'Nothing to do: it is tried again.', true),
  model_invalid: kind(500, 'A model file is missing, damaged or foreign', 'Fetch the file again and compare its SHA-256 with the manifest.'),
  runtime_unavailable: kind(500, 'The inference runtime cannot be loaded', 'Install the runtime named, or choose `auto`.'),
  invalid_configuration: kind(500, 'The configuration is not valid', 'Correct the settings listed; all are named at once.'),
  invalid_input_file: kind(400, 'A file given to a command cannot be read', 'Check the path and the format named in the message.'),
  internal: kind(500, 'Something went wrong in Vitrine', 'Search the log for the event id; please report it.', true),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_CODES;
