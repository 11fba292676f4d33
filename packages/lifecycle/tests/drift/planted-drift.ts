import type { DriftClass } from '@atelier/lifecycle/catalog/rules/difference.ts';

export interface PlantedDrift {
  readonly what: string;
  /** What a hand did to the database, statement by statement. */
  readonly plant: readonly string[];
  /** Class and part of each difference that is to be found, in any order. */
  readonly found: readonly (readonly [DriftClass, part: string])[];
  /** One statement fails, and leaves its trace by that. */
  readonly failing?: boolean;
  /** Of the server; the drift cannot be planted on older ones. */
  readonly from?: number;
  /** Parts that no statement fixes; the rest is not fixed without them. */
  readonly unfixed?: readonly string[];
  /** There is no way back, and the migration says so. */
  readonly irreversible?: boolean;
}
