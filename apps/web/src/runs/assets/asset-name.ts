import type { Asset } from '@atelier/domain/runs/types.ts';

/** By what an asset is told from others: model, firmware, stand. */
export function assetName({ assetType, model, firmwareVersion, standName }: Asset): string {
  return [model || assetType, firmwareVersion, standName].filter(Boolean).join(' · ');
}
