import { unknownMember } from '../../intake/known-entities.js';
import type { ReceiptCheck } from './receipt-check.js';

/** A receipt with a member names one that is registered: otherwise the id of somebody erased would come back with the next purchase. */
export const knownMemberFault: ReceiptCheck = ({ memberId }, { knownMembers }) => (memberId === null || knownMembers.has(memberId) ? null : unknownMember());
