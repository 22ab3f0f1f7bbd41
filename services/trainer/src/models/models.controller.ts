import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { VitrineError, type ModelName, type ModelVersion } from '@vitrine/contracts';
import { Chain, checkedInput, idField } from '@vitrine/runtime';
import { ModelRegistry } from '@vitrine/state';
import { Publications } from './publications.js';

/** A kind of model and, after a colon, what it is of: `word2vec:eu`. */
const MODEL_PATTERN = /^[a-z0-9-]{1,32}(:[A-Za-z0-9][A-Za-z0-9._@-]{0,63})?$/;

@Controller('v1/models/:model')
export class ModelsController {
  constructor(private readonly registry: ModelRegistry, private readonly publications: Publications, private readonly chain: Chain) {}

  @Get()
  async get(@Param('model') name: string) {
    const model = modelName(name);
    const [live, versions] = await Promise.all([this.registry.live(this.chain.id, model), this.registry.list(this.chain.id, model)]);
    if (versions.length === 0) throw new VitrineError('not_found', 'there is no such model', { model });
    return {
      live: live?.version ?? null,
      versions: versions.map(({ version, createdAtMs, sha256, metrics }) => ({ version, createdAt: new Date(createdAtMs).toISOString(), sha256, metrics })),
    };
  }

  @Post('versions/:version/promote')
  @HttpCode(202)
  async promote(@Param('model') name: string, @Param('version') text: string) {
    const version = checkedInput(idField<ModelVersion>(), text);
    await this.publications.promote(modelName(name), version);
    return { version };
  }

  @Post('rollback')
  @HttpCode(202)
  async rollBack(@Param('model') name: string) {
    const { version } = await this.publications.rollBack(modelName(name));
    return { version };
  }
}

function modelName(text: string): ModelName {
  if (!MODEL_PATTERN.test(text)) throw new VitrineError('invalid_field', 'model must be a kind such as word2vec with its region after a colon', { field: 'model' });
  return text as ModelName;
}
