import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { checkedInput } from '../checked-input.js';
import type { Rebuild } from './rebuild.js';
import { Rebuilds } from './rebuilds.js';

const rebuildSchema = z.strictObject({ what: z.string().max(64) });

@Controller('v1/rebuilds')
export class RebuildsController {
  constructor(private readonly rebuilds: Rebuilds) {}

  @Post()
  @HttpCode(202)
  start(@Body() body: unknown): { rebuildId: string } {
    const { rebuildId } = this.rebuilds.start(checkedInput(rebuildSchema, body).what);
    return { rebuildId };
  }

  @Get(':rebuildId')
  get(@Param('rebuildId') rebuildId: string): Rebuild {
    return this.rebuilds.get(rebuildId);
  }
}
