import type { Area } from './kernel/areas.ts';
import { miniaturesArea } from './miniatures/area.ts';

/** The areas that exist, in the order of the navigation. */
export const areas: readonly Area[] = [miniaturesArea];
