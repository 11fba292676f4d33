import { z } from 'zod';
import { usePersonSetting } from '../settings/use-person-setting.ts';

/** A name for what an address says of the table; it is read as an address is, so an old one does no harm. */
const viewSchema = z.object({
  name: z.string().min(1).max(60),
  search: z.record(z.string(), z.string()),
});
export type SavedView = z.infer<typeof viewSchema>;

const viewsSchema = z.array(viewSchema).max(100);
const none: SavedView[] = [];

/** The person's own views of the table of this name, and how to change them. */
export function useSavedViews(name: string) {
  return usePersonSetting(`tables.${name}.views`, viewsSchema, none);
}
