import {
  IconBook2,
  IconChartHistogram,
  IconPlayerPlay,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

/** A page of a project. */
export interface ProjectPage {
  readonly id: ProjectPageId;
  readonly to: Extract<LinkProps['to'], `/runs/projects/$projectId${string}`>;
  /** What its addresses go on with after the project: also those of pages that are reached from it. */
  readonly at: readonly string[];
}

type ProjectPageId =
  | 'runs'
  | 'matrices'
  | 'templates'
  | 'assets'
  | 'cases'
  | 'sharedSteps'
  | 'transfer'
  | 'reports'
  | 'members'
  | 'reasons';

/** Pages that belong together; the first is where the section is entered. */
export interface ProjectSection {
  readonly id: 'runs' | 'library' | 'reports' | 'settings';
  readonly icon: TablerIcon;
  readonly pages: readonly [ProjectPage, ...ProjectPage[]];
}

const project = '/runs/projects/$projectId';

/** Everything of a project, in the order in which work is done most; only the search stands beside it. */
export const projectSections = [
  {
    id: 'runs',
    icon: IconPlayerPlay,
    pages: [
      { id: 'runs', to: project, at: [''] },
      { id: 'matrices', to: `${project}/matrices`, at: ['matrices'] },
      { id: 'templates', to: `${project}/templates`, at: ['templates'] },
      { id: 'assets', to: `${project}/assets`, at: ['assets'] },
    ],
  },
  {
    id: 'library',
    icon: IconBook2,
    pages: [
      { id: 'cases', to: `${project}/library`, at: ['library', 'new-case', 'cases'] },
      { id: 'sharedSteps', to: `${project}/shared-steps`, at: ['shared-steps'] },
      { id: 'transfer', to: `${project}/transfer`, at: ['transfer'] },
    ],
  },
  {
    id: 'reports',
    icon: IconChartHistogram,
    pages: [{ id: 'reports', to: `${project}/reports`, at: ['reports'] }],
  },
  {
    id: 'settings',
    icon: IconSettings,
    pages: [
      { id: 'members', to: `${project}/settings`, at: ['settings'] },
      { id: 'reasons', to: `${project}/reasons`, at: ['reasons'] },
    ],
  },
] as const satisfies readonly ProjectSection[];

/** Where in a project an address is; undefined in the search, which belongs to no section. */
export function placeIn(
  pathname: string,
): { readonly section: ProjectSection; readonly page: ProjectPage } | undefined {
  const [, first = ''] = /^\/runs\/projects\/[^/]+\/?([^/]*)/.exec(pathname) ?? [];
  for (const section of projectSections as readonly ProjectSection[]) {
    const page = section.pages.find(({ at }) => at.includes(first));
    if (page !== undefined) return { section, page };
  }
  return undefined;
}

/** The project that an address belongs to. */
export function projectAt(pathname: string): string | undefined {
  return /^\/runs\/projects\/([^/]+)/.exec(pathname)?.[1];
}
