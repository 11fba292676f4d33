import type { Area } from './kernel/areas.ts';
import { lifecycleArea } from './lifecycle/area.ts';
import { miniaturesArea } from './miniatures/area.ts';

/** The areas that exist, in the order of the navigation. */
export const areas: readonly Area[] = [miniaturesArea, lifecycleArea];
