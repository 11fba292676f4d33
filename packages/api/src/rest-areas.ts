import type { RestArea } from './kernel/rest/endpoint.ts';
import { miniaturesRest } from './miniatures/rest.ts';

/** The REST endpoints of every area that has some. */
export const restAreas: readonly RestArea[] = [miniaturesRest];
