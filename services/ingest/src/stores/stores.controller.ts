import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { identifier, StoreChanged, type StoreId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { Stores } from '@vitrine/state';
import { withPath } from '../intake/batch.js';
import { attempt } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { unknownStore } from '../intake/known-entities.js';
import { storeAnnouncement } from './store-announcement.js';
import { storeView } from './store-view.js';

@Controller('v1/stores')
export class StoresController {
  constructor(private readonly intake: Intake, private readonly stores: Stores, private readonly chain: Chain, private readonly clock: Clock) {}

  @Put(':storeId')
  @HttpCode(202)
  async put(@Param('storeId') storeId: string, @Body() body: unknown) {
    const item = attempt(() => storeAnnouncement(withPath(body, { storeId }), this.chain.id, this.clock.nowMs()));
    const { eventId } = await this.intake.takeOne(StoreChanged, item);
    return { eventId };
  }

  @Get()
  async list() {
    const stores = await this.stores.list(this.chain.id);
    return { stores: stores.map(storeView) };
  }

  @Get(':storeId')
  async get(@Param('storeId') id: string) {
    const storeId = identifier<StoreId>(id, 'storeId');
    const store = await this.stores.get(this.chain.id, storeId);
    if (store === null) throw unknownStore(storeId);
    return storeView(store);
  }
}
