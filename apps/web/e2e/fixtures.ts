import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page, type Request } from '@playwright/test';
import type { Appearance } from './appearances.ts';
import { type BuiltApp, startBuiltApp } from './built-app.ts';
import { Collection } from './collection.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Makes data by REST in the app that the page shows. Other tests use the same app. */
  readonly collection: Collection;
}

interface WorkerFixtures {
  /** An app of its own with an empty database, for what needs to be alone; slow to start. */
  readonly ownApp: BuiltApp;
}

const locales: Record<Appearance['language'], string> = { en: 'en-GB', ru: 'ru-RU' };

export const test = base.extend<Appearance & Fixtures, WorkerFixtures>({
  language: ['en', { option: true }],
  theme: ['light', { option: true }],
  locale: ({ language }, use) => use(locales[language]),
  colorScheme: ({ theme }, use) => use(theme),

  // As a returning visitor's browser has it; set once, so that a switch in the test survives a reload.
  storageState: ({ language, theme, baseURL }, use) =>
    use({
      cookies: [],
      origins: [
        {
          origin: new URL(baseURL ?? '').origin,
          localStorage: [
            { name: 'atelier.language', value: language },
            { name: 'atelier.color-scheme', value: theme },
          ],
        },
      ],
    }),

  collection: ({ request }, use, testInfo) => use(new Collection(request, testInfo.testId)),

  ownApp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern's names
    async ({}, use) => {
      const app = await startBuiltApp();
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** What a page listens to, such as its keys, is bound a moment after it is drawn: waits for that moment. */
export async function untilBound(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

/**
 * Opens a page and waits until all of it is there: nothing is on its way to the server but the stream that stays
 * open, and the browser has nothing left to do. `networkidle` would take half a second more for each page.
 */
export async function openWhole(page: Page, address: string): Promise<void> {
  const onTheWay = new Set<Request>();
  const begin = (request: Request) => {
    if (request.resourceType() !== 'eventsource') onTheWay.add(request);
  };
  const end = (request: Request) => void onTheWay.delete(request);
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // An answer leads to the next question once it is drawn.
  for (let still = 0; still < 3; still = onTheWay.size === 0 ? still + 1 : 0) {
    await page.evaluate(
      () => new Promise((done) => requestIdleCallback(() => setTimeout(done, 20))),
    );
  }
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
}

/** Sent to each page that is looked at, and read there anew: half as much as the one that is not minified. */
const axeSource = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
);

/** axe's rules for WCAG 2.2, levels A and AA. */
const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with axe's findings and where they are. Open menus and dialogs are looked at as well. */
export async function expectAccessible(page: Page): Promise<void> {
  // The legacy mode is the one for pages without frames: it needs no second page to gather what it finds.
  // Of what is in order it would work out and send along every element.
  const axe = new AxeBuilder({ page, axeSource })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(wcag22aa);
  const { violations } = await axe.analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`,
    ),
  );
  expect(findings, 'what axe found').toEqual([]);
}
