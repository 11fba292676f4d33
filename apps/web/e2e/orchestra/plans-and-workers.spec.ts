import { expect, test } from '../fixtures.ts';
import { openShop, orchestraCalls } from './calls.ts';

test('a suite is started by a time plan that says when, is paused, run now and removed', async ({
  page,
  request,
}) => {
  const name = `Planned ${Date.now()}`;
  const { suite, environment, shop } = await openShop(request, name);
  await page.goto(`/orchestra/suites/${suite.id}`);
  const card = page.getByRole('region', { name: 'Time plans' });
  await expect(card.getByText('The suite is not started by itself.')).toBeVisible();
  await card.getByRole('button', { name: 'New time plan' }).click();
  const dialog = page.getByRole('dialog', { name: 'New time plan' });
  await dialog.getByLabel('Environment').selectOption(environment.name);
  await dialog.getByLabel('How often').selectOption('As cron says');
  await dialog.getByRole('textbox', { name: 'Cron expression' }).fill('* * * * * *');
  await expect(dialog.getByText('A suite is started at most once a minute.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('How often').selectOption('Every week');
  await dialog.getByLabel('Day of the week').selectOption('Wednesday');
  await dialog.getByLabel('Time', { exact: true }).fill('09:30');
  await dialog.getByLabel('Time zone').fill('Asia/Tokyo');
  const next = dialog.getByRole('listitem');
  await expect(next).toHaveCount(5);
  await expect(next.first()).toContainText(/Wednesday.*09:30|Wednesday.*9:30/);
  await expect(next.first()).toContainText(/12:30 ?AM with you|00:30 with you/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText(/^Every Wednesday at 0?9:30/)).toBeVisible();
  await expect(card.getByText(/Next time:/)).toBeVisible();

  await card.getByRole('button', { name: 'Pause' }).click();
  await expect(card.getByText('Not while it is paused')).toBeVisible();
  await card.getByRole('button', { name: 'Go on' }).click();
  await expect(card.getByText(/Next time:/)).toBeVisible();

  await page.goto('/orchestra/schedules');
  await page.getByRole('row', { name }).click();
  const open = page.getByRole('dialog', { name: 'Time plan' });
  await expect(open.getByLabel('How often')).toHaveValue('weekly');
  await open.getByLabel('How often').selectOption('Every day');
  await open.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name }).getByText(/^Every day at/)).toBeVisible();
  await page.getByRole('row', { name }).click();
  await open.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row', { name })).toHaveCount(0);

  const { call } = orchestraCalls(request);
  await call('schedules.create', {
    ...{ suiteId: suite.id, environmentId: environment.id, cron: '0 3 * * *' },
  });
  await page.goto(`/orchestra/suites/${suite.id}`);
  await card.getByRole('button', { name: 'Run now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} · No.` })).toBeVisible();
  await shop.stop();
});

test('an instant at which nobody was there is told, and can be put away', async ({
  ownApp,
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: ownApp.url });
  const { suite, environment, shop, call } = await openShop(context.request, 'Missed');
  const { id } = await call('schedules.create', {
    ...{ suiteId: suite.id, environmentId: environment.id, cron: '0 3 * * *' },
  });
  await ownApp.sql(
    `UPDATE orchestra.schedules SET next_at = now() - interval '3 days' WHERE id = '${id}'`,
  );
  const page = await context.newPage();
  await page.goto(`/orchestra/suites/${suite.id}`);
  const card = page.getByRole('region', { name: 'Time plans' });
  await expect(card.getByText(/^It was missed \d times, last/)).toBeVisible();
  await card.getByRole('button', { name: 'Seen' }).click();
  await expect(card.getByText(/^It was missed/)).toHaveCount(0);
  await context.close();
  await shop.stop();
});

test('workers are shown with the queue, and one that is silent as such', async ({
  ownApp,
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: ownApp.url });
  const page = await context.newPage();
  await ownApp.sql(
    `INSERT INTO orchestra.workers (id, host, process_id, concurrency, held, seen_at)
     VALUES ('gone', 'attic', 77, 50, 3, clock_timestamp() - interval '2 minutes')`,
  );
  await page.goto('/orchestra/workers');
  const dead = page.getByRole('row', { name: /attic/ });
  await expect(dead).toContainText('Not heard of');
  await expect(
    page.getByText(/attic · process 77: Nothing was heard of it for 2 min/),
  ).toBeVisible();
  const hosted = page.getByRole('row').filter({ hasText: 'Is free' });
  await expect(hosted).toHaveCount(1);
  await ownApp.sql("DELETE FROM orchestra.workers WHERE id = 'gone'");
  await expect(dead).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'The queue' })).toContainText('In the queue');
  await context.close();
});
