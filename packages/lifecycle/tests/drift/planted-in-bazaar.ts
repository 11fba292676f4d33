import type { PlantedDrift } from './planted-drift.ts';
import { plantedMarket } from './planted-market.ts';
import { plantedOutside } from './planted-outside.ts';

/** Drifts of what is seldom made. */
export const plantedInBazaar: readonly PlantedDrift[] = [...plantedMarket, ...plantedOutside];
