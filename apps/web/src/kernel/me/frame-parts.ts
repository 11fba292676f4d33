import type { Action } from '@atelier/domain/identity/actions.ts';
import { createContext, type ReactNode, useContext } from 'react';
import type { AreaManifest, AreaPage } from '../areas.ts';

/** What stands in the frame where people sign in, and what they may do there. */
export interface FrameParts {
  /** At the foot of the side bar: who is here. */
  readonly account: ReactNode;
  /** Above every page. */
  readonly banner: ReactNode;
  /** Whether several people sign in. */
  readonly isTeam: boolean;
  /** Whether it is known who is here; until then nothing may be done that not everybody may. */
  readonly isKnown: boolean;
  readonly may: (action: Action) => boolean;
}

const forOne: FrameParts = {
  account: null,
  banner: null,
  isTeam: false,
  isKnown: true,
  may: () => true,
};

/** Without anything above it: for one person at one machine. */
export const Parts = createContext(forOne);

/**
 * Whether whoever is here may do something in the house: what they may not is not offered. The server decides
 * again, also by the thing that it is about.
 */
export function useMay(action: Action): boolean {
  return useContext(Parts).may(action);
}

/** The areas with the pages that may be opened, as the navigation and the palette show them. */
export function useShownAreas(manifests: readonly AreaManifest[]): readonly ShownArea[] {
  const { isTeam, may } = useContext(Parts);
  const mayOpen = ({ needs, forTeam }: AreaPage) => (isTeam || !forTeam) && (!needs || may(needs));
  return manifests
    .map((area) => ({ id: area.id, label: area.label, pages: area.pages.filter(mayOpen) }))
    .filter(({ pages }) => pages.length > 0);
}

export type ShownArea = Pick<AreaManifest, 'id' | 'label'> & {
  readonly pages: readonly AreaPage[];
};
