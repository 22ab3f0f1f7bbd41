import type { ChainId, EventId, MemberChanged, MemberId } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import { z } from 'zod';

/** Body of `PUT /v1/members/{memberId}`, with the id of its path. No name and no address: they are refused as unknown fields. */
const memberSchema = z.strictObject({
  memberId: idField<MemberId>(),
  active: z.boolean().default(true),
  deniedCategories: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
});

/** @throws VitrineError naming the first fault */
export function memberAnnouncement(input: unknown, chainId: ChainId, nowMs: number): MemberChanged {
  const member = checkedInput(memberSchema, input);
  return { ...member, eventId: `${chainId}:${member.memberId}:${nowMs}` as EventId, chainId, changedAtMs: nowMs };
}
