import { otherKinds, unknownKinds } from './other-kinds.ts';

/** Rules, policies, statistics objects, aggregates, operators, and whatever else lies in a schema. */
export const others = `
  SELECT * FROM (${[...Object.values(otherKinds), unknownKinds].join(' UNION ALL ')}) AS every
  ORDER BY schema COLLATE "C", kind COLLATE "C", "table" COLLATE "C", name COLLATE "C", definition COLLATE "C"`;
