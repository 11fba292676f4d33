import { z } from 'zod';

/** What changed: rows of an entity of an area with these ids, or `ids` null for anything of it. */
export const changeSchema = z.object({
  area: z.string(),
  /** As the area names it: `type`, `project`. */
  entity: z.string(),
  ids: z.array(z.string()).readonly().nullable(),
  /** The project that they are in; left out for what is in none. */
  projectId: z.string().optional(),
  /** The user whose own it is, and who alone is told; left out for what is everybody's who may read the area. */
  onlyFor: z.string().optional(),
});

export type Change = Readonly<z.output<typeof changeSchema>>;
