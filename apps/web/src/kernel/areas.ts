import type { LiveEvent } from '@atelier/api/kernel/live/live-event.ts';
import type { AtelierClient } from '@atelier/sdk/client.ts';
import type { TablerIcon } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import type { Trpc } from './api.ts';
import type { ShortcutGroup } from './shortcuts/shortcut.ts';

/** A page of an area, as the navigation shows it. */
export interface AreaPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: TablerIcon;
  /** Whether pages below this address belong to another entry. */
  readonly exact: boolean;
}

/** Something that the command palette can do. */
export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly keys?: string;
  readonly run: () => void;
}

/** What an area's part in live updates works with. */
export interface LiveDependencies {
  readonly client: AtelierClient;
  readonly trpc: Trpc;
  readonly queryClient: QueryClient;
}

/** What of an area changed: rows of an entity with these ids, or null for anything of it. */
export type AreaChange = Pick<Extract<LiveEvent, { kind: 'changed' }>, 'entity' | 'ids'>;

/** All that the app frame knows of an area. The members named `use…` are hooks. */
export interface Area {
  /** As the server names it in live events. */
  readonly id: string;
  readonly useNavigation: () => { readonly label: string; readonly pages: readonly AreaPage[] };
  /** Commands for what was typed; the palette filters by label only what does not depend on it. */
  readonly useCommands: (query: string) => readonly Command[];
  /** Binds the keys that work on every page of the area. */
  readonly useKeys: () => void;
  readonly useShortcutGroup: () => ShortcutGroup;
  /** Makes the function that brings the cache up to date after a change. */
  readonly createRefresher: (dependencies: LiveDependencies) => (change: AreaChange) => void;
  /** State that outlives a page of the area, or none. */
  readonly Provider: ComponentType<{ children: ReactNode }>;
}
