import { expect, test } from '../fixtures.ts';
import { openShop, orchestraCalls } from './calls.ts';

test('a scenario is written without YAML, its steps put in order by keyboard, and it runs', async ({
  page,
  request,
}) => {
  test.slow();
  const name = `Form ${Date.now()}`;
  const { shop, suite, environment, call, read } = await openShop(request, name);
  await page.goto(`/orchestra/suites/${suite.id}`);
  await page.getByRole('link', { name: 'New scenario' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').getByText(/not as/)).toBeVisible();
  await page.getByLabel('Name of the scenario').fill('Buy tea');
  await page.getByLabel('Key', { exact: true }).fill('tea');

  await page.getByRole('button', { name: 'Add a step' }).click();
  const step = page.getByRole('list', { name: 'Steps' }).getByRole('listitem').first();
  await expect(step.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Order tea');
  await step.getByLabel('Method').selectOption('POST');
  await step.getByLabel('Address').fill('/orders');
  await step.getByLabel('Headers').fill('X-Shop: tea\nX-Twice: 1\nX-Twice: 2');
  await step.getByLabel('Body', { exact: true }).selectOption('JSON');
  await step.getByLabel('Body, as JSON').fill('{ "item": "tea", ');
  await expect(step.getByText('This is not JSON')).toBeVisible();
  await step.getByLabel('Body, as JSON').fill('{ "item": "tea" }');
  await step.getByRole('button', { name: 'Add an assertion' }).click();
  await step.getByLabel('Expected value').fill('201');
  await step.getByRole('button', { name: 'Keep a value' }).click();
  await step.getByLabel('Name of the value').fill('teaId');
  await step.getByLabel('Attempts', { exact: true }).fill('3');
  await step.getByLabel('Limit of an attempt').fill('5s');
  await step.getByLabel('Repeating it does no harm').check();

  await page.getByRole('button', { name: 'Import steps' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import steps' });
  await dialog.getByLabel('What is imported').fill("curl 'http://shop.example/a");
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('A quote is not closed.')).toBeVisible();
  await dialog
    .getByLabel('What is imported')
    .fill(`curl -H 'Authorization: Bearer abcdefgh' '${shop.url}/orders/7'`);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('1 request was found.')).toBeVisible();
  await expect(dialog.getByText(/They need of the environment: .*secret\./)).toBeVisible();
  await expect(dialog.getByRole('checkbox')).toBeChecked();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Import steps' }).click();
  await dialog.getByLabel('What is imported').fill(`curl ${shop.url}/orders/7`);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByRole('button', { name: 'Add 1 step' }).click();
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveCount(2);
  await steps.nth(1).getByRole('button', { expanded: false }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(steps.first()).toContainText('GET');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(steps.first()).toContainText('Order tea');

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Revision 2')).toBeVisible();
  const { definition } = await read('suites.get', { suiteId: suite.id });
  expect(definition.scenarios.at(-1)).toMatchObject({
    key: 'tea',
    name: 'Buy tea',
    steps: [
      {
        name: 'Order tea',
        kind: 'ACTION',
        request: {
          method: 'POST',
          url: '/orders',
          headers: { 'X-Shop': 'tea', 'X-Twice': ['1', '2'] },
          body: { type: 'json', value: { item: 'tea' } },
        },
        meta: {
          assertions: [{ type: 'status', value: 201 }],
          exportAs: { teaId: { from: 'jsonPath', path: '$.id' } },
          retry: { attempts: 3 },
          timeout: { attempt: '5s' },
          idempotent: true,
        },
      },
      { driver: 'http', request: { method: 'GET', url: `${shop.url}/orders/7` } },
    ],
  });
  const { id: suiteRunId } = await call('runs.start', {
    ...{ suiteId: suite.id, environmentId: environment.id, scenarios: ['tea'] },
  });
  await expect.poll(async () => (await read('runs.get', { suiteRunId })).status).toBe('PASSED');
  await shop.stop();
});

test('who saves a form after somebody else sees both, and changes only the one scenario', async ({
  page,
  request,
}) => {
  const name = `Both ${Date.now()}`;
  const { call, read } = orchestraCalls(request);
  const noop = { key: 'n', name: 'N', kind: 'ACTION', driver: 'noop' };
  const scenarios = [
    { key: 'a', name: 'First', steps: [noop] },
    { key: 'b', name: 'Second', steps: [noop] },
  ];
  const { id: suiteId, revision } = await call('suites.create', {
    definition: { name, scenarios },
  });
  await page.goto(`/orchestra/suites/${suiteId}`);
  await page.getByRole('link', { name: 'Edit “First”' }).click();
  await page.getByLabel('Name of the scenario').fill('Mine');
  const theirs = [scenarios[0], { key: 'b', name: 'Theirs', steps: [noop] }];
  await call('suites.save', { suiteId, revision, definition: { name, scenarios: theirs } });
  await page.getByRole('button', { name: 'Save' }).click();
  const changes = page.getByRole('region', { name: 'From theirs to yours' });
  await expect(changes).toContainText('Mine');
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Revision 3')).toBeVisible();
  const { definition } = await read('suites.get', { suiteId });
  expect(definition.scenarios.map((one: { name: string }) => one.name)).toEqual(['Mine', 'Theirs']);

  await page.getByRole('link', { name: 'Edit “Mine”' }).click();
  await page.getByLabel('Name of the scenario').fill('Thrown away');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard and leave' }).click();
  await expect(page.getByText('Revision 3')).toBeVisible();
});

test('what was archived is shown when it is asked for, and brought back', async ({
  page,
  request,
}) => {
  const name = `Archived ${Date.now()}`;
  const { call } = orchestraCalls(request);
  const { id: suiteId } = await call('suites.create', { definition: { name } });
  const { id: environmentId } = await call('environments.create', { name });
  await call('suites.archive', { suiteId });
  await call('environments.archive', { environmentId });
  await page.goto('/orchestra/environments');
  await page.getByRole('checkbox', { name: 'Show what is archived' }).check();
  await page.getByRole('row', { name }).click();
  await page.getByRole('dialog', { name }).getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('row', { name })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Show what is archived' }).uncheck();
  await expect(page.getByRole('row', { name })).toBeVisible();
  await page.goto('/orchestra?archived=true');
  await page.getByRole('row', { name }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('button', { name: 'Edit as YAML' })).toBeVisible();
});
