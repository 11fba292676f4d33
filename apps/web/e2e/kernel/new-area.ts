import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../../..');
const run = promisify(execFile);

/** All that is written for an area with one page, in folders of its own. */
const files: Readonly<Record<string, string>> = {
  'packages/domain/src/runs/errors.ts': `
import type { ErrorDefinition } from '../kernel/errors.ts';

export const runsErrors = {
  ERR_RUN_NOT_FOUND: { kind: 'not_found', message: 'There is no such run.' },
} as const satisfies Record<string, ErrorDefinition>;
`,
  'packages/domain/src/runs/actions.ts': `
import { defineActions } from '../identity/actions.ts';

export const runsActions = defineActions('runs', { read: { role: 'viewer', access: 'read' } });
`,
  'packages/api/src/runs/router.ts': `
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';

export const runsRouter = router({ count: query({ needs: runsActions.read, run: () => 7 }) });
`,
  'apps/web/src/runs/manifest.ts': `
import { IconRun } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

export const manifest: AreaManifest = {
  id: 'runs',
  order: 200,
  path: '/runs',
  label: 'runs.label',
  pages: [{ to: '/runs', label: 'runs.pages.all', icon: IconRun, exact: true }],
  load: async () => (await import('./area.ts')).area,
};
`,
  'apps/web/src/runs/area.ts': `
import { IconRun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';

export const area: Area = {
  commands: ({ i18n, router }) => [
    {
      id: 'runs-new',
      group: i18n.getFixedT(null, 'areas')('runs.label'),
      label: i18n.getFixedT(null, 'runs')('start'),
      icon: IconRun,
      run: () => void router.navigate({ to: '/runs' }),
    },
  ],
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('runs.label'), lines: [] };
  },
  createRefresher:
    ({ trpc, queryClient }) =>
    () =>
      void queryClient.invalidateQueries(trpc.runs.pathFilter()),
  waiting: async () => (await import('./runs-waiting.tsx')).RunsWaiting,
  Provider: ({ children }) => children,
};
`,
  'apps/web/src/runs/routes.tsx': `
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { manifest } from './manifest.ts';

const area = createRoute({ getParentRoute: () => rootRoute, path: '/runs', ...areaRoute(manifest) });

const all = createRoute({
  getParentRoute: () => area,
  path: '/',
  component: lazyRouteComponent(() => import('./runs-page.tsx'), 'RunsPage'),
});

export const runsRoutes = area.addChildren([all]);
`,
  'apps/web/src/runs/runs-page.tsx': `
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../kernel/frame/page-header.tsx';

export function RunsPage() {
  const { t } = useTranslation(['runs', 'areas']);
  return (
    <>
      <PageHeading title={t('areas:runs.pages.all')} />
      <p>{t('start')}</p>
    </>
  );
}
`,
  'apps/web/src/runs/runs-waiting.tsx': `
import { IconRun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../kernel/home/waiting-part.tsx';

export function RunsWaiting() {
  const { t, ready } = useTranslation('runs');
  const read = useQuery(useTRPC().runs.count.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {(count) => (
        <WaitingLines>
          <WaitingLine icon={IconRun} text={t('waiting', { count })} link={{ to: '/runs' }} />
        </WaitingLines>
      )}
    </WaitingPart>
  );
}
`,
  'apps/web/src/runs/messages/manifest-en.ts': `
export const en = { label: 'Laboratory', pages: { all: 'All runs' } } as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly runs: typeof en;
  }
}
`,
  'apps/web/src/runs/messages/manifest-ru.ts': `
import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './manifest-en.ts';

export const ru: Translation<typeof en> = { label: 'Лаборатория', pages: { all: 'Все прогоны' } };
`,
  'apps/web/src/runs/messages/en.ts': `
import type { runsErrors } from '@atelier/domain/runs/errors.ts';

export const en = {
  start: 'Start a run',
  waiting_one: '{{count, number}} run waits',
  waiting_other: '{{count, number}} runs wait',
  errors: { ERR_RUN_NOT_FOUND: 'There is no such run.' } satisfies Record<
    keyof typeof runsErrors,
    string
  >,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly runs: typeof en;
  }
}
`,
  'apps/web/src/runs/messages/ru.ts': `
import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './en.ts';

export const ru: Translation<typeof en> = {
  start: 'Начать прогон',
  waiting_one: '{{count, number}} прогон ждёт',
  waiting_few: '{{count, number}} прогона ждут',
  waiting_many: '{{count, number}} прогонов ждут',
  waiting_other: '{{count, number}} прогона ждут',
  errors: { ERR_RUN_NOT_FOUND: 'Такого прогона нет.' },
};
`,
};

/** What is added to files that are there already: before a line that stands in them. */
const edits: Readonly<Record<string, readonly (readonly [before: string, added: string])[]>> = {
  'apps/web/src/routes.tsx': [
    ['import { miniaturesRoutes }', "import { runsRoutes } from './runs/routes.tsx';\n"],
    ['miniaturesRoutes, identityRoutes, lifecycleRoutes', 'runsRoutes, '],
  ],
  'packages/api/src/root.ts': [
    ['\n/** Every procedure', "import { runsRouter } from './runs/router.ts';\n"],
    ['  miniatures: miniaturesRouter', '  runs: runsRouter,\n'],
  ],
};

/** How many files outside its own folders the new area edits. */
export const editedFiles = Object.keys(edits).length;

/**
 * Adds an area to a copy of the house, type-checks the web app there and builds it.
 *
 * @returns the folder of the copy; it is the caller's to remove
 * @throws {Error} with what the compiler or the build said
 */
export async function buildWithNewArea(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'atelier-new-area-'));
  try {
    await copyHouse(copy);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    for (const [path, additions] of Object.entries(edits)) {
      let text = await readFile(join(copy, path), 'utf8');
      for (const [before, added] of additions) {
        if (!text.includes(before)) throw new Error(`${path} has no “${before}”`);
        text = text.replace(before, added + before);
      }
      await writeFile(join(copy, path), text);
    }
    const web = join(copy, 'apps/web');
    await Promise.all([
      program(web, 'typescript/bin/tsc', ['-p', '.']),
      program(web, 'vite/bin/vite.js', ['build', '--manifest', '--logLevel', 'error']),
    ]);
    return copy;
  } catch (error) {
    await rm(copy, { recursive: true });
    throw error;
  }
}

/** The sources, and the installed packages as links, but for our own: they are the copy's. */
async function copyHouse(copy: string): Promise<void> {
  const isSource = (path: string) =>
    !/[\\/](node_modules|dist|test-results|e2e|packages[\\/]\w+[\\/]tests)$/.test(path);
  for (const path of ['packages', 'apps/web', 'scripts/lib', 'tsconfig.base.json']) {
    await cp(join(root, path), join(copy, path), { recursive: true, filter: isSource });
  }
  const modules = join(copy, 'node_modules');
  await mkdir(join(modules, '@atelier'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== '@atelier') await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of await readdir(join(copy, 'packages'))) {
    await symlink(join(copy, 'packages', name), join(modules, '@atelier', name));
    // What npm keeps for one package alone.
    const own = join('packages', name, 'node_modules');
    if (existsSync(join(root, own))) await symlink(join(root, own), join(copy, own));
  }
}

async function program(cwd: string, path: string, args: readonly string[]): Promise<void> {
  try {
    await run(process.execPath, [join(root, 'node_modules', path), ...args], { cwd });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${path} failed in the house with a new area:\n${stdout}${stderr}`);
  }
}
