import { request as requests } from '@playwright/test';
import type { LinkProps } from '@tanstack/react-router';
import type {} from '../../src/routes.tsx';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, openWhole, test } from '../fixtures.ts';
import { changesOfferedOn, watchWhatIsSent } from '../offers.ts';
import { demoXml } from '../orchestra/demo-process.ts';
import { shopSuite, startShop } from '../orchestra/shop.ts';
import { Lab } from '../runs/lab.ts';
import { lockedRun } from '../runs/locked-run.ts';
import { firstLink, invite, join, prove, signIn } from '../team.ts';

/** Each route of the areas whose pages are opened here: one that is left out does not compile. */
type Route = Extract<LinkProps['to'], `/runs${string}` | `/orchestra${string}`>;

interface Page {
  /** By which it is opened, in each state in which it offers other things. */
  readonly addresses: readonly string[];
  /** Whether whoever may everything is offered a change there. */
  readonly changes: boolean;
  /** Whether it is there for a change alone: nothing leads there for whoever only looks. */
  readonly isForChanges?: true;
}

let app: BuiltApp;
let pages: Readonly<Record<Route, Page>>;

const keeper = 'anna@example.org';
const looker = 'bob@example.org';

test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team' });
  const anna = await requests.newContext({ baseURL: app.url });
  await join(anna, await firstLink(app), 'Anna Keeper', keeper);
  // A signature wants its proof apart from the sign-in: as of somebody who came a while ago.
  await app.sql("UPDATE identity.sessions SET created_at = now() - interval '1 hour'");
  await prove(anna);
  const bob = await requests.newContext({ baseURL: app.url });
  await join(bob, await invite(anna, looker, 'viewer'), 'Bob Looker');
  pages = await makePages(anna);
  await anna.dispose();
  await bob.dispose();
});
test.afterAll(() => app.stop());
// The second story changes what the first one looks at.
test.describe.configure({ mode: 'serial' });

async function makePages(anna: Parameters<typeof lockedRun>[0]): Promise<typeof pages> {
  const lab = new Lab(anna);
  const { projectId, caseIds, assetId, templateId, runId, items } = await lab.startedRun([
    { title: 'Boots', steps: ['Plug it in', 'Wait'] },
    { title: 'Streams' },
  ]);
  const failed = { itemId: items[0]?.id, revision: 0, status: 'fail', comment: 'Dark' };
  await lab.call('runs.record', failed);
  await lab.call('assets.create', { projectId, model: 'DS-3' });
  const shared = await lab.call('sharedSteps.create', {
    ...{ projectId, title: 'Sign in', steps: [{ action: 'Open the page' }] },
  });
  const draft = await lab.call('runs.create', { projectId, templateId, title: 'Draft' });
  const matrix = { projectId, templateId, title: 'Release', assetIds: [assetId] };
  const { id: matrixId } = await lab.call('matrices.create', matrix);
  const { runId: lockedId } = await lockedRun(anna, 'Locked');
  const orchestra = await makeSuite(anna);
  const project = `/runs/projects/${projectId}`;
  const page = (changes: boolean, ...addresses: readonly string[]) => ({ changes, addresses });
  const forChanges = (address: string) =>
    ({ addresses: [address], changes: true, isForChanges: true }) as const;
  return {
    '/runs': page(false, '/runs'),
    '/runs/projects/$projectId': page(true, project),
    '/runs/projects/$projectId/library': page(true, `${project}/library`),
    '/runs/projects/$projectId/new-case': forChanges(`${project}/new-case`),
    '/runs/projects/$projectId/cases/$caseId': page(true, `${project}/cases/${caseIds[0]}`),
    '/runs/projects/$projectId/cases/$caseId/edit': forChanges(
      `${project}/cases/${caseIds[0]}/edit`,
    ),
    '/runs/projects/$projectId/shared-steps': page(
      true,
      `${project}/shared-steps?open=${shared.id}`,
    ),
    '/runs/projects/$projectId/search': page(false, `${project}/search?q=boots`),
    '/runs/projects/$projectId/transfer': page(true, `${project}/transfer`),
    '/runs/projects/$projectId/matrices': page(true, `${project}/matrices`),
    '/runs/projects/$projectId/templates': page(true, `${project}/templates?open=${templateId}`),
    '/runs/projects/$projectId/assets': page(true, `${project}/assets?open=${assetId}`),
    '/runs/projects/$projectId/reasons': page(true, `${project}/reasons`),
    '/runs/projects/$projectId/settings': page(true, `${project}/settings`),
    '/runs/projects/$projectId/reports': page(false, `${project}/reports`),
    '/runs/runs/$runId': page(true, ...[runId, draft.id, lockedId].map((id) => `/runs/runs/${id}`)),
    '/runs/matrices/$matrixId': page(false, `/runs/matrices/${matrixId}`),
    '/runs/compare': page(false, `/runs/compare?runs=${runId},${draft.id}`),
    '/orchestra': page(true, '/orchestra'),
    '/orchestra/runs': page(false, '/orchestra/runs'),
    '/orchestra/environments': page(
      true,
      `/orchestra/environments?open=${orchestra.environmentId}`,
    ),
    '/orchestra/schedules': page(true, `/orchestra/schedules?open=${orchestra.scheduleId}`),
    '/orchestra/workers': page(false, '/orchestra/workers'),
    '/orchestra/processes': page(true, '/orchestra/processes'),
    '/orchestra/processes/$processId': page(
      true,
      ...['runs', 'scenarios'].map((view) => `${orchestra.process}?view=${view}`),
    ),
    '/orchestra/compare': page(false, orchestra.comparison),
    '/orchestra/suites/$suiteId/edit': forChanges(`${orchestra.suite}/edit`),
    '/orchestra/suites/$suiteId/trends': page(false, `${orchestra.suite}/trends`),
    '/orchestra/suites/$suiteId': page(true, `/orchestra/suites/${orchestra.suiteId}`),
    '/orchestra/runs/$suiteRunId': page(true, ...orchestra.runs),
  };
}

/** A suite with a run in which one test failed, and one waits for a person. */
async function makeSuite(anna: Parameters<typeof lockedRun>[0]) {
  const call = async (procedure: string, data: object) => {
    const answer = await anna.post(`/api/trpc/orchestra.${procedure}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).result.data;
  };
  const ask = async (procedure: string, input: object) => {
    const query = encodeURIComponent(JSON.stringify(input));
    const answer = await anna.get(`/api/trpc/orchestra.${procedure}?input=${query}`);
    return (await answer.json()).result.data;
  };
  const shop = await startShop();
  const environment = await call('environments.create', {
    ...{ name: 'Staging', baseUrls: { default: shop.url }, allowedHosts: ['127.0.0.0/8'] },
  });
  const { definition } = await ask('suites.readYaml', { yaml: shopSuite('Shop') });
  const suite = await call('suites.create', { definition });
  const started = { suiteId: suite.id, environmentId: environment.id };
  const { id: suiteRunId } = await call('runs.start', started);
  const { id: scheduleId } = await call('schedules.create', { ...started, cron: '0 3 * * 1' });
  const { process } = await call('processes.import', { name: 'Orders', xml: demoXml });
  const counts = async () => (await ask('runs.get', { suiteRunId })).counts;
  await expect.poll(counts).toMatchObject({ PASSED: 1, FAILED: 1, PENDING: 1 });
  const { items } = await ask('runs.tests', { suiteRunId, limit: 10 });
  await shop.stop();
  const { id: later } = await call('runs.start', started);
  return {
    scheduleId: scheduleId as string,
    process: `/orchestra/processes/${process.id}`,
    suite: `/orchestra/suites/${suite.id}`,
    comparison: `/orchestra/compare?before=${suiteRunId}&after=${later}`,
    suiteId: suite.id as string,
    environmentId: environment.id as string,
    runs: items.map(({ id }: { id: string }) => `/orchestra/runs/${suiteRunId}?test=${id}`),
  };
}

test('whoever may only look is offered nothing on any page that they may not do', async ({
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  await signIn(context.request, looker);
  const page = await context.newPage();
  await watchWhatIsSent(page);
  const forbidden = new Set(
    Object.values(pages).flatMap(({ addresses, isForChanges }) => (isForChanges ? addresses : [])),
  );
  const offered: Record<string, readonly string[]> = {};
  for (const address of Object.values(pages).flatMap(({ addresses }) => addresses)) {
    await openWhole(page, address);
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => new URL((a as HTMLAnchorElement).href).pathname));
    const wrong = links.filter((link) => forbidden.has(link)).map((link) => `link to ${link}`);
    const changes = [...wrong, ...(await changesOfferedOn(page))];
    if (changes.length > 0) offered[address] = changes;
  }
  expect(offered).toEqual({});
  await context.close();
});

test('whoever may everything is offered it: what is looked for above is found where it is', async ({
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  await signIn(context.request, keeper);
  const page = await context.newPage();
  await watchWhatIsSent(page);
  for (const { addresses, changes } of Object.values(pages)) {
    for (const address of changes ? addresses : []) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect.poll(() => changesOfferedOn(page, true), address).not.toEqual([]);
    }
  }
  await context.close();
});
