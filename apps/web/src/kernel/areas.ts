import type { LiveEvent } from '@atelier/api/kernel/live/live-event.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import type { AtelierClient } from '@atelier/sdk/client.ts';
import type { TablerIcon } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import type { LinkProps, RegisteredRouter } from '@tanstack/react-router';
import type { i18n, ParseKeys } from 'i18next';
import type { ComponentType, ReactNode } from 'react';
import type { Trpc } from './api.ts';
import type { Language } from './i18n/language.ts';
import type { ShortcutGroup } from './shortcuts/shortcut.ts';

/** A text of the areas' manifests: `miniatures.pages.statistics`. */
export type ManifestText = ParseKeys<'areas'>;

/** A page of an area, as the navigation and the command palette show it. */
export interface AreaPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: ManifestText;
  readonly icon: TablerIcon;
  /** Whether pages below this address belong to another entry. */
  readonly exact: boolean;
  /** What whoever opens it must be allowed; left out where everybody may who is in. */
  readonly needs?: Action;
  /** Whether it is only of use where several people sign in. */
  readonly forTeam?: true;
}

/** What the app knows of an area before it is opened; all of it is in the first load, so it is small. */
export interface AreaManifest {
  /** As the server names it in live events; the namespace of the area's own words. */
  readonly id: string;
  /** Its place in the navigation, and on the start page: lower comes first. */
  readonly order: number;
  /** Every address of the area begins with it. */
  readonly path: `/${string}`;
  readonly label: ManifestText;
  /** The first is where the area is entered. */
  readonly pages: readonly [AreaPage, ...AreaPage[]];
  /** Fetches the rest, once it is needed. */
  readonly load: () => Promise<Area>;
}

/** The rest of an area, fetched when it is opened, or when something is looked for in the palette. */
export interface Area {
  /** What the palette can do here, besides going to a page; it filters by what was typed. */
  readonly commands: (tools: CommandTools) => readonly Command[];
  /** What the area holds under these words; undefined where there is nothing to look for. */
  readonly search?: (words: string, tools: CommandTools) => Promise<readonly Command[]>;
  /** The names of its projects that whoever is here may see, by their ids; left out where it has none. */
  readonly projectNames?: (client: AtelierClient) => Promise<ReadonlyMap<string, string>>;
  /** A hook: binds the keys that work on every page of the area, while one of them is shown. */
  readonly useKeys: () => void;
  /** A hook: the area's part of the keyboard help. */
  readonly useShortcutGroup: () => ShortcutGroup;
  /** Makes the function that brings the cache up to date after a change. */
  readonly createRefresher: (dependencies: LiveDependencies) => (change: AreaChange) => void;
  /**
   * Fetches what the start page shows of the area: what waits there for the person. It asks the server once, in
   * what whoever may see one of the area's pages may do. Left out where nothing ever waits.
   */
  readonly waiting?: () => Promise<ComponentType>;
  /**
   * Hands down what the area's pages share. It is unmounted while another area is shown, so what should
   * survive that belongs in the query client and not in the component's state.
   */
  readonly Provider: ComponentType<{ children: ReactNode }>;
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

/** What commands are made with. */
export interface CommandTools {
  readonly i18n: i18n;
  readonly language: Language;
  readonly router: RegisteredRouter;
  readonly client: AtelierClient;
  /** Whether whoever is here may do something: a command that they may not is left out. */
  readonly may: (action: Action) => boolean;
}

/** What an area's part in live updates works with. */
export interface LiveDependencies {
  readonly client: AtelierClient;
  readonly trpc: Trpc;
  readonly queryClient: QueryClient;
}

/** What of an area changed: rows of an entity with these ids, or null for anything of it. */
export type AreaChange = Pick<Extract<LiveEvent, { kind: 'changed' }>, 'entity' | 'ids'>;
