import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { openShop } from './calls.ts';

test('a run is paused or goes on, is seen as a graph and on a timeline, and its polls are told', async ({
  page,
  request,
}) => {
  test.slow();
  const name = `Seen ${Date.now()}`;
  const yaml = `name: ${name}
scenarios:
  - key: order
    name: An order is made
    steps:
      - key: make
        name: Make an order
        kind: ACTION
        driver: http
        request: { method: POST, url: /orders }
        meta: { exportAs: { orderId: { from: jsonPath, path: $.id, type: number } } }
      - key: again
        name: Look until it was asked often
        kind: ASSERTION
        driver: http
        request: { method: GET, url: "/orders/{{ctx.orderId}}" }
        meta:
          pollUntil: { until: [{ type: jsonPath, path: $.count, op: gte, value: 4 }], every: 10ms }
          exportAs: { orderId: { from: jsonPath, path: $.count, type: number } }
  - key: look
    name: Somebody looks at the parcel
    dependsOn: [{ scenario: order }]
    steps:
      - { key: ask, name: Ask, kind: ASSERTION, driver: human, request: { question: Well? } }
`;
  const { shop, start } = await openShop(request, name, yaml);
  const { id } = await start();
  await page.goto(`/orchestra/runs/${id}`);
  const tests = page.getByRole('navigation', { name: 'Test runs' });
  await expect(tests.getByRole('link', { name: /parcel.*It waits for a person/ })).toBeVisible();
  const goOn = page.getByRole('button', { name: 'Go on', exact: true });
  const pause = page.getByRole('button', { name: 'Pause' });
  await expect(goOn).toHaveCount(0);
  await pause.click();
  await expect(goOn).toBeVisible();
  await expect(pause).toHaveCount(0);
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await goOn.click();
  await expect(pause).toBeVisible();

  await page.getByRole('radio', { name: 'Graph' }).check();
  const graph = page.getByRole('region', { name: /^The scenarios/ });
  await expect(graph.getByRole('link')).toHaveCount(2);
  await expect(graph.getByRole('link', { name: 'An order is made Passed' })).toBeVisible();
  await expect(graph.locator('path[data-on="passed"]')).toHaveCount(1);

  await page.getByRole('radio', { name: 'Timeline' }).check();
  await page.reload();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem')).toHaveCount(2);
  await timeline.getByRole('link', { name: 'An order is made' }).click();

  await page.getByText('Make an order').first().click();
  const changes = page.getByRole('list', { name: 'What it changed of the values' });
  await expect(changes).toContainText('ctx.orderId');
  await expect(changes).toContainText('7');
  await page.getByText('Make an order').first().click();
  await page.getByText('Look until it was asked often').first().click();
  await expect(page.getByText(/^It asked 2 times in vain/)).toBeVisible();
  const polls = page.getByRole('table', { name: 'Each time that it asked' });
  await expect(polls.getByRole('row')).toHaveCount(3);
  await expect(polls.getByRole('row').nth(1)).toContainText('2');
  // What was there before stands beside what is there now.
  await expect(changes).toContainText(/ctx\.orderId.*7.*4/);

  await page.getByRole('button', { name: 'Fork from here' }).click();
  await expect(page.getByLabel('Values as they were before this step')).toHaveValue(/"orderId": 7/);
  await shop.stop();
});

test('runs are compared, and trends name the scenario that is flaky, with its runs', async ({
  page,
  request,
}) => {
  test.slow();
  const name = `Trend ${Date.now()}`;
  const { shop, suite, run } = await openShop(request, name);
  shop.price(10);
  await run();
  shop.price(12);
  const red = await run();
  shop.price(10);
  const green = await run();

  await page.goto(`/orchestra/runs/${red.id}`);
  await page.getByRole('link', { name: 'Compare with another run' }).click();
  const table = page.getByRole('table', { name: 'All that differ' });
  await expect(table.getByRole('row', { name: 'The price is right' })).toContainText(
    'New failures',
  );
  await page.getByLabel('After').selectOption({ value: green.id });
  await page.getByLabel('Before').selectOption({ value: red.id });
  await expect(table.getByRole('row', { name: 'The price is right' })).toContainText('Mended');
  await page.reload();
  await expect(table.getByRole('row', { name: 'The price is right' })).toContainText('Mended');

  await page.getByRole('link', { name: 'The suite' }).click();
  await page.getByRole('link', { name: 'Trends' }).click();
  const outcomes = page.getByRole('region', { name: 'How runs came out' });
  await expect(outcomes).toContainText('In 3 runs 89% of the test runs passed.');
  await outcomes.getByRole('button', { name: 'Show as a table' }).click();
  await expect(outcomes.getByRole('row', { name: `No. ${red.number}` })).toContainText('67%');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV: How runs came out' }).click();
  const saved = await readFile(await (await file).path(), 'utf8');
  expect(saved).toMatch(new RegExp(`\\n${red.number},[^\\n]*,2,1,0,0.66`));

  const flaky = page.getByRole('region', { name: 'Flaky scenarios' });
  await expect(flaky.getByRole('listitem')).toHaveCount(1);
  await expect(flaky).toContainText('The price is right 2 changes · 1 of 3 runs failed');
  await flaky.getByRole('link', { name: `No. ${red.number}: Failed` }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'The price is right' })).toBeVisible();

  await page.goto(`/orchestra/suites/${suite.id}/trends?runs=10`);
  await expect(page.getByRole('combobox', { name: 'Runs' })).toHaveValue('10');
  await shop.stop();
});
