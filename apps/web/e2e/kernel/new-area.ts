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
  'packages/domain/src/letters/errors.ts': `
import type { ErrorDefinition } from '../kernel/errors.ts';

export const lettersErrors = {
  ERR_SCORE_NOT_FOUND: { kind: 'not_found', message: 'There is no such run.' },
} as const satisfies Record<string, ErrorDefinition>;
`,
  'packages/domain/src/letters/actions.ts': `
import { defineActions } from '../identity/actions.ts';

export const lettersActions = defineActions('letters', { read: { role: 'viewer', access: 'read' } });
`,
  'packages/api/src/letters/router.ts': `
import { lettersActions } from '@atelier/domain/letters/actions.ts';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';

export const lettersRouter = router({ count: query({ needs: lettersActions.read, run: () => 7 }) });
`,
  'apps/web/src/letters/manifest.ts': `
import { IconRun } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

export const manifest: AreaManifest = {
  id: 'letters',
  order: 300,
  path: '/letters',
  label: 'letters.label',
  pages: [{ to: '/letters', label: 'letters.pages.all', icon: IconRun, exact: true }],
  load: async () => (await import('./area.ts')).area,
};
`,
  'apps/web/src/letters/area.ts': `
import { IconRun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';

export const area: Area = {
  commands: ({ i18n, router }) => [
    {
      id: 'letters-new',
      group: i18n.getFixedT(null, 'areas')('letters.label'),
      label: i18n.getFixedT(null, 'letters')('start'),
      icon: IconRun,
      run: () => void router.navigate({ to: '/letters' }),
    },
  ],
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('letters.label'), lines: [] };
  },
  createRefresher:
    ({ trpc, queryClient }) =>
    () =>
      void queryClient.invalidateQueries(trpc.letters.pathFilter()),
  waiting: async () => (await import('./letters-waiting.tsx')).LettersWaiting,
  Provider: ({ children }) => children,
};
`,
  'apps/web/src/letters/routes.tsx': `
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { manifest } from './manifest.ts';

const area = createRoute({ getParentRoute: () => rootRoute, path: '/letters', ...areaRoute(manifest) });

const all = createRoute({
  getParentRoute: () => area,
  path: '/',
  component: lazyRouteComponent(() => import('./letters-page.tsx'), 'LettersPage'),
});

export const lettersRoutes = area.addChildren([all]);
`,
  'apps/web/src/letters/letters-page.tsx': `
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../kernel/frame/page-header.tsx';

export function LettersPage() {
  const { t } = useTranslation(['letters', 'areas']);
  return (
    <>
      <PageHeading title={t('areas:letters.pages.all')} />
      <p>{t('start')}</p>
    </>
  );
}
`,
  'apps/web/src/letters/letters-waiting.tsx': `
import { IconRun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../kernel/home/waiting-part.tsx';

export function LettersWaiting() {
  const { t, ready } = useTranslation('letters');
  const read = useQuery(useTRPC().letters.count.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {(count) => (
        <WaitingLines>
          <WaitingLine icon={IconRun} text={t('waiting', { count })} link={{ to: '/letters' }} />
        </WaitingLines>
      )}
    </WaitingPart>
  );
}
`,
  'apps/web/src/letters/messages/manifest-en.ts': `
export const en = { label: 'Laboratory', pages: { all: 'All runs' } } as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly letters: typeof en;
  }
}
`,
  'apps/web/src/letters/messages/manifest-ru.ts': `
import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './manifest-en.ts';

export const ru: Translation<typeof en> = { label: 'Лаборатория', pages: { all: 'Все прогоны' } };
`,
  'apps/web/src/letters/messages/en.ts': `
import type { lettersErrors } from '@atelier/domain/letters/errors.ts';

export const en = {
  start: 'Start a run',
  waiting_one: '{{count, number}} run waits',
  waiting_other: '{{count, number}} runs wait',
  errors: { ERR_SCORE_NOT_FOUND: 'There is no such run.' } satisfies Record<
    keyof typeof lettersErrors,
    string
  >,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly letters: typeof en;
  }
}
`,
  'apps/web/src/letters/messages/ru.ts': `
import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './en.ts';

export const ru: Translation<typeof en> = {
  start: 'Начать прогон',
  waiting_one: '{{count, number}} прогон ждёт',
  waiting_few: '{{count, number}} прогона ждут',
  waiting_many: '{{count, number}} прогонов ждут',
  waiting_other: '{{count, number}} прогона ждут',
  errors: { ERR_SCORE_NOT_FOUND: 'Такого прогона нет.' },
};
`,
};

/** What is added to files that are there already: before a line that stands in them. */
const edits: Readonly<Record<string, readonly (readonly [before: string, added: string])[]>> = {
  'apps/web/src/routes.tsx': [
    ['import { miniaturesRoutes }', "import { lettersRoutes } from './letters/routes.tsx';\n"],
    ['identityRoutes,\n      lifecycleRoutes', 'lettersRoutes,\n      '],
  ],
  'packages/api/src/root.ts': [
    ['\n/** Every procedure', "import { lettersRouter } from './letters/router.ts';\n"],
    ['  miniatures: miniaturesRouter', '  letters: lettersRouter,\n'],
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
      // One thread beside the build, for two would check the same types twice; it lives too shortly to collect garbage.
      program(web, 'typescript/bin/tsc', ['-p', '.', '--checkers', '1'], { GOGC: '400' }),
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

async function program(
  cwd: string,
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await run(process.execPath, [join(root, 'node_modules', path), ...args], {
      ...{ cwd, env: { ...process.env, ...env } },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${path} failed in the house with a new area:\n${stdout}${stderr}`);
  }
}
