import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DeadLetterDesk } from '@vitrine/messaging';
import { checkedInput } from '@vitrine/runtime';
import { z } from 'zod';
import { letterId, letterName } from './letter-id.js';
import { letterLine, letterView, outcomeView } from './letter-view.js';

const MOST_AT_ONCE = 2_000;

const filter = z.strictObject({
  topic: z.string().optional(),
  group: z.string().optional(),
  code: z.string().optional(),
  status: z.enum(['waiting', 'replayed', 'discarded']).optional(),
  limit: z.coerce.number().int().min(1).max(100_000).default(100),
});
const ids = z.array(z.string()).min(1).max(MOST_AT_ONCE);
const replay = z.strictObject({ ids, dryRun: z.boolean().default(false) });
const discard = z.strictObject({ ids, reason: z.string().min(1).max(500) });

/** Dead letters for operators: the console and `vitrine dead-letters`. */
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly desk: DeadLetterDesk) {}

  @Get()
  async list(@Query() query: unknown) {
    const { limit, topic, group, code, status } = checkedInput(filter, query);
    const letters = await this.desk.list({
      ...(topic === undefined ? {} : { topic }), ...(group === undefined ? {} : { group }), ...(code === undefined ? {} : { code }), ...(status === undefined ? {} : { status }),
    });
    return { total: letters.length, letters: letters.slice(0, limit).map(letterLine) };
  }

  @Get(':topic/:offset')
  async get(@Param() { topic, offset }: { topic: string; offset: string }) {
    return letterView(await this.desk.get(letterId(`${topic}/${offset}`)));
  }

  @Post('replay')
  @HttpCode(200)
  async replay(@Body() body: unknown) {
    const { ids: names, dryRun } = checkedInput(replay, body);
    return { results: (await this.desk.replay(names.map(letterId), dryRun)).map(outcomeView) };
  }

  @Post('discard')
  @HttpCode(200)
  async discard(@Body() body: unknown) {
    const { ids: names, reason } = checkedInput(discard, body);
    return { discarded: (await this.desk.discard(names.map(letterId), reason)).map(letterName) };
  }
}
