import type { Context } from '../context.ts';
import type { HouseModels } from './house-models.ts';
import type { ModelSources } from './model-connections.ts';

/** What asks language models, and what sets and tests them, besides the kernel's services. */
export interface ModelServices {
  readonly models: {
    readonly house: HouseModels;
    readonly sources: ModelSources;
  };
}

export type ModelContext = Context & ModelServices;
