import { Injectable } from '@nestjs/common';
import { storeTime, type Candidate } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { Promotions, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ProductFigures } from './product-figures.js';
import { StoreGoods } from './store-goods.js';

interface Cached {
  readonly atMs: number;
  readonly hour: number;
  readonly candidates: readonly Candidate[];
}
