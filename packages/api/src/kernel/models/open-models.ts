import type { ModelServices } from './context.ts';
import { type HouseModelsOptions, openHouseModels } from './house-models.ts';

/** The language models of the house, made once for the process; `models.house.close` lets them go. */
export function openModels(options: HouseModelsOptions): ModelServices {
  const { secretsKey, settings } = options;
  return { models: { house: openHouseModels(options), sources: { secretsKey, settings } } };
}
