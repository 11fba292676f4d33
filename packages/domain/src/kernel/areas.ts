/**
 * The areas of the house, by the name that they have on every floor; an area's tables are in the PostgreSQL
 * schema of that name. `lifecycle` is the managed database.
 */
export const areas = [
  'kernel',
  'identity',
  'miniatures',
  'runs',
  'orchestra',
  'tracks',
  'time',
  'lifecycle',
] as const;
export type Area = (typeof areas)[number];
