import { z } from 'zod';

/** What changed: rows of an area with these ids, or `ids` null for anything in it. */
export const changeSchema = z.object({
  area: z.string(),
  ids: z.array(z.string()).readonly().nullable(),
});

export type Change = Readonly<z.output<typeof changeSchema>>;
