import { Module, type DynamicModule } from '@nestjs/common';
import { readConfiguration, type Environment } from '@vitrine/runtime';
import { RecoWorkerConfig, recoWorkerEnvironment } from './config.js';
import { ConsentsConsumer } from './directory/consents.consumer.js';
import { MembersConsumer } from './directory/members.consumer.js';
import { ProductsConsumer } from './directory/products.consumer.js';
import { PromotionsConsumer } from './directory/promotions.consumer.js';
import { StockConsumer } from './directory/stock.consumer.js';
import { StoresConsumer } from './directory/stores.consumer.js';
import { BoothsShowing } from './erasures/booths-showing.js';
import { BuriedConsents } from './erasures/buried-consents.js';
import { Erasure } from './erasures/erasure.js';
import { ErasuresConsumer } from './erasures/erasures.consumer.js';
import { ExplanationsController } from './explanations/explanations.controller.js';
import { Explanations } from './explanations/explanations.js';
import { BoothFold } from './identities/booth-fold.js';
import { BoothTurns } from './identities/booth-turns.js';
import { BoothViews } from './identities/booth-views.js';
import { IdentitiesConsumer } from './identities/identities.consumer.js';
import { RecognisedMembers } from './identities/recognised-members.js';
import { ImpressionEffects } from './impressions/impression-effects.js';
import { ImpressionsConsumer } from './impressions/impressions.consumer.js';
import { BasketsConsumer } from './learner/baskets.consumer.js';
import { IndexQuality } from './learner/index-quality.js';
import { Learner } from './learner/learner.js';
import { ModelShelf } from './learner/model-shelf.js';
import { ModelsConsumer } from './learner/models.consumer.js';
import { RegionModels } from './learner/region-models.js';
import { VectorPublisher } from './learner/vector-publisher.js';
import { ConsentingMembers } from './purchases/consenting-members.js';
import { KnownProducts } from './purchases/known-products.js';
import { KnownStores } from './purchases/known-stores.js';
import { MasterDataFirst } from './purchases/master-data-first.js';
import { PurchaseSurroundings } from './purchases/purchase-surroundings.js';
import { PurchaseWrites } from './purchases/purchase-writes.js';
import { PurchasesConsumer } from './purchases/purchases.consumer.js';
import { AnnouncementsRebuild } from './rebuilds/announcements-rebuild.js';
import { BesideRebuild } from './rebuilds/beside-rebuild.js';
import { BoothsAnew } from './rebuilds/booths-anew.js';
import { OfferedRebuilds } from './rebuilds/offered-rebuilds.js';
import { OffersRebuild } from './rebuilds/offers-rebuild.js';
import { SalesFold } from './rebuilds/sales-fold.js';
import { Standstill } from './rebuilds/standstill.js';
import { TasteRebuild } from './rebuilds/taste-rebuild.js';
import { CandidateGatherer } from './slates/candidate-gatherer.js';
import { CandidateSource } from './slates/candidate-source.js';
import { LiveRanking } from './slates/live-ranking.js';
import { ProductFigures } from './slates/product-figures.js';
import { Shoppers } from './slates/shoppers.js';
import { SlateDecider } from './slates/slate-decider.js';
import { StoreGoods } from './slates/store-goods.js';

/** The reco-worker, to be put on the ports of `InfrastructureModule`. */
@Module({
  controllers: [
    StoresConsumer, ProductsConsumer, PromotionsConsumer, StockConsumer, MembersConsumer, ConsentsConsumer, ErasuresConsumer,
    PurchasesConsumer, IdentitiesConsumer, ImpressionsConsumer, BasketsConsumer, ModelsConsumer, ExplanationsController,
  ],
  providers: [
    MasterDataFirst, KnownStores, KnownProducts, PurchaseSurroundings, ConsentingMembers, PurchaseWrites, CandidateSource, CandidateGatherer, StoreGoods, ProductFigures, Shoppers, LiveRanking, Explanations, SlateDecider,
    BoothViews, BoothTurns, BoothFold, RecognisedMembers, ImpressionEffects, Erasure, BoothsShowing, BuriedConsents, Learner, RegionModels, ModelShelf, VectorPublisher, IndexQuality,
    OfferedRebuilds, TasteRebuild, OffersRebuild, BesideRebuild, AnnouncementsRebuild, SalesFold, BoothsAnew, Standstill,
  ],
})
export class RecoWorkerModule {
  /** @throws VitrineError `invalid_configuration` naming every setting that is wrong */
  static from(environment: Environment): DynamicModule {
    const config = new RecoWorkerConfig(readConfiguration(recoWorkerEnvironment, environment));
    return { module: RecoWorkerModule, providers: [{ provide: RecoWorkerConfig, useValue: config }] };
  }
}
