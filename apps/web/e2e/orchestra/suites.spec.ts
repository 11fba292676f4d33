import { appearances } from '../appearances.ts';
import { expect, expectAccessible, openWhole, test } from '../fixtures.ts';
import { shopSuite, startShop } from './shop.ts';

test('a suite is written, started and seen red and green, and a question is answered', async ({
  page,
}) => {
  test.slow();
  const shop = await startShop();
  const name = `Shop ${Date.now()}`;
  const place = `Staging ${Date.now()}`;

  await page.goto('/orchestra/environments');
  await page.getByRole('button', { name: 'New environment' }).click();
  const environment = page.getByRole('dialog', { name: 'New environment' });
  await environment.getByLabel('Name').fill(place);
  await environment.getByLabel('Base addresses').fill(`default = ${shop.url}`);
  await environment.getByLabel('Other hosts').fill('127.0.0.0/8');
  await environment.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: place })).toBeVisible();

  await page.goto('/orchestra');
  await page.getByRole('button', { name: 'New suite' }).click();
  const dialog = page.getByRole('dialog', { name: 'New suite from YAML' });
  const yaml = dialog.getByLabel('YAML of the suite');
  await yaml.fill('name: Shop\nscenarios: twelve');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('button', { name: /^Line 2.*scenarios/ })).toBeVisible();
  await yaml.fill(shopSuite(name));
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('POST /orders')).toBeVisible();

  await page.getByRole('button', { name: 'Start' }).click();
  const start = page.getByRole('dialog', { name: 'Start a run' });
  await start.getByLabel('Environment').selectOption(place);
  await start.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} · No.` })).toBeVisible();
  const tests = page.getByRole('navigation', { name: 'Test runs' });
  await expect(tests.getByRole('link', { name: 'An order is made Passed' })).toBeVisible();
  const red = tests.getByRole('link', { name: 'The price is right Failed' });
  await red.click();
  const row = page.getByRole('row', { name: 'jsonPath' });
  await expect(row.getByRole('cell')).toHaveText(['No', '10', '12']);

  await tests.getByRole('link', { name: 'Somebody looks at the parcel' }).click();
  await expect(page.getByText('How heavy is the parcel?')).toBeVisible();
  await page.getByLabel('Weight in grams').fill('250');
  await page.getByRole('button', { name: 'Answer' }).click();
  await expect(
    tests.getByRole('link', { name: 'Somebody looks at the parcel Passed' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run failed again' })).toBeVisible();

  await red.click();
  await page.getByRole('button', { name: 'Fork from here' }).click();
  const fork = page.getByRole('dialog', { name: 'Fork a new run from “Read the price”' });
  await fork.getByRole('button', { name: 'Fork from here' }).click();
  await expect(page.getByText('Forked')).toBeVisible();
  await shop.stop();
});

test('of two who save a suite, the second sees both and loses nothing', async ({
  page,
  request,
}) => {
  const name = `Two ${Date.now()}`;
  const call = async (procedure: string, data: object) =>
    (await (await request.post(`/api/trpc/orchestra.${procedure}`, { data })).json()).result.data;
  const { id: suiteId, revision } = await call('suites.create', { definition: { name } });
  await page.goto(`/orchestra/suites/${suiteId}`);
  await page.getByRole('button', { name: 'Edit as YAML' }).click();
  await page.getByLabel('YAML of the suite').fill(`name: ${name}\ndescription: Mine\n`);
  const definition = { name, description: 'Theirs' };
  await call('suites.save', { suiteId, revision, definition });
  await expect(page.getByText('Revision 2')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  const changes = page.getByRole('region', { name: 'From theirs to yours' });
  await expect(changes).toContainText('description: Theirs');
  await expect(changes).toContainText('description: Mine');
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Revision 3')).toBeVisible();
  await expect(page.getByText('Mine', { exact: true })).toBeVisible();
});

for (const { language, theme } of appearances) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('the pages of Orchestra are accessible, and fit a phone', async ({ page, request }) => {
      test.slow();
      const call = async (procedure: string, data: object) => {
        const answer = await request.post(`/api/trpc/orchestra.${procedure}`, { data });
        expect(answer.ok(), await answer.text()).toBe(true);
        return (await answer.json()).result.data;
      };
      const shop = await startShop();
      const environment = await call('environments.create', {
        name: `Appearance ${language} ${theme}`,
        baseUrls: { default: shop.url },
        allowedHosts: ['127.0.0.0/8'],
      });
      const read = encodeURIComponent(JSON.stringify({ yaml: shopSuite('The shop') }));
      const { definition } = (
        await (await request.get(`/api/trpc/orchestra.suites.readYaml?input=${read}`)).json()
      ).result.data;
      const suite = await call('suites.create', { definition });
      const where = { suiteId: suite.id, environmentId: environment.id };
      const run = await call('runs.start', where);
      const schedule = await call('schedules.create', { ...where, cron: '0 3 * * 1' });
      await page.goto(`/orchestra/runs/${run.id}`);
      const tests = page.getByRole('navigation').last();
      await expect(tests.locator('[data-status="FAILED"]')).toBeVisible();
      await tests.getByRole('link').nth(1).click();
      await expect(page.locator('details').first()).toBeVisible();
      const chosen = new URL(page.url());
      const addresses = [
        ...['/orchestra', '/orchestra/runs', '/orchestra/environments'],
        ...['/orchestra/schedules', '/orchestra/workers', `/orchestra/compare?after=${run.id}`],
        ...[`/orchestra/suites/${suite.id}`, `/orchestra/runs/${run.id}`],
        ...['trends', 'edit', 'edit?scenario=order'].map(
          (page) => `/orchestra/suites/${suite.id}/${page}`,
        ),
        ...['graph', 'timeline'].map((view) => `/orchestra/runs/${run.id}?view=${view}`),
        `/orchestra/schedules?open=${schedule.id}`,
        chosen.pathname + chosen.search,
        `/orchestra/environments?open=${environment.id}`,
      ];
      for (const address of addresses) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await openWhole(page, address);
        await expectAccessible(page);
        await page.setViewportSize({ width: 360, height: 740 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([address, overflow]).toEqual([address, 0]);
      }
      await shop.stop();
    });
  });
}
