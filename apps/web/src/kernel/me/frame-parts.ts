import { createContext, type ReactNode, useContext } from 'react';
import type { AreaManifest, AreaPage } from '../areas.ts';

/** What stands in the frame where people sign in, and which pages it shows them. */
export interface FrameParts {
  /** At the foot of the side bar: who is here. */
  readonly account: ReactNode;
  /** Above every page. */
  readonly banner: ReactNode;
  readonly mayOpen: (page: AreaPage) => boolean;
}

const forOne: FrameParts = { account: null, banner: null, mayOpen: ({ forTeam }) => !forTeam };

/** Without anything above it: for one person at one machine. */
export const Parts = createContext(forOne);

/** The areas with the pages that may be opened, as the navigation and the palette show them. */
export function useShownAreas(manifests: readonly AreaManifest[]): readonly ShownArea[] {
  const { mayOpen } = useContext(Parts);
  return manifests
    .map((area) => ({ id: area.id, label: area.label, pages: area.pages.filter(mayOpen) }))
    .filter(({ pages }) => pages.length > 0);
}

export type ShownArea = Pick<AreaManifest, 'id' | 'label'> & {
  readonly pages: readonly AreaPage[];
};
