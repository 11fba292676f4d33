import type { APIRequestContext, Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, openWhole, test } from '../fixtures.ts';
import { demoXml } from './demo-process.ts';

/** With a task behind the cancellation, and another name. */
const laterXml = demoXml.replace('name="Pay"', 'name="Pay the order"').replace(
  '<bpmn:sequenceFlow id="f8" sourceRef="cancel" targetRef="cancelled" />',
  `<bpmn:userTask id="tell" name="Tell the customer" />
     <bpmn:sequenceFlow id="f8" sourceRef="cancel" targetRef="tell" />
     <bpmn:sequenceFlow id="f9" sourceRef="tell" targetRef="cancelled" />`,
);
const withoutDiagram = demoXml
  .replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')
  .replace('<bpmn:endEvent', '<bpmn:choreographyTask id="odd" name="Odd one" /><bpmn:endEvent');

function calling(request: APIRequestContext) {
  return async (procedure: string, data: object) => {
    const answer = await request.post(`/api/trpc/orchestra.${procedure}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).result.data;
  };
}

async function asking(request: APIRequestContext, procedure: string, input: object) {
  const query = encodeURIComponent(JSON.stringify(input));
  const answer = await request.get(`/api/trpc/orchestra.${procedure}?input=${query}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).result.data;
}

/** A suite over the demo's process, whose one step behind `kept: no` fails; run to its end. */
async function failingRun(request: APIRequestContext, name: string) {
  const call = calling(request);
  const { process } = await call('processes.import', { name, xml: demoXml });
  const which = { processId: process.id, versionNumber: 1 };
  const criterion = { rounds: 0 };
  const made = await asking(request, 'processes.generate', { ...which, criterion });
  for (const scenario of made.definition.scenarios) {
    for (const step of scenario.steps) {
      if (step.meta.elementId !== 'cancel') continue;
      Object.assign(step, { kind: 'ASSERTION', driver: 'expression' });
      step.request = { expression: '1' };
      step.meta.assertions = [{ type: 'value', actual: 1, op: 'equals', value: 2 }];
    }
  }
  const definition = { ...made.definition, name };
  const suite = await call('suites.create', {
    definition,
    processVersionId: made.processVersionId,
  });
  const environment = await call('environments.create', { name: `Nowhere ${name}` });
  const run = await call('runs.start', { suiteId: suite.id, environmentId: environment.id });
  await expect
    .poll(async () => (await asking(request, 'runs.get', { suiteRunId: run.id })).status)
    .toBe('FAILED');
  return { processId: process.id as string, suite };
}

const element = (page: Page, id: string) => page.locator(`g.djs-element[data-element-id="${id}"]`);
/** Scale and place of what is seen of the diagram. */
async function placeOf(page: Page): Promise<readonly number[]> {
  const view = page.locator('.djs-container svg > .viewport');
  return ((await view.getAttribute('transform')) ?? '').match(/-?[\d.]+/g)?.map(Number) ?? [];
}
const drawn = (page: Page) => expect(page.locator('[data-ready="true"]')).toBeVisible();

test('a file is imported, a broken one is refused with its line, and a suite is made of it', async ({
  page,
}) => {
  test.slow();
  const name = `Order ${Date.now()}`;
  await page.goto('/orchestra/processes');
  await page.getByRole('button', { name: 'Import a process' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import a process' });
  const file = dialog.getByLabel('BPMN file');
  const choose = (xml: string) =>
    file.setInputFiles({ name: 'order.bpmn', mimeType: 'text/xml', buffer: Buffer.from(xml) });
  await choose(demoXml.replace('</bpmn:serviceTask>', ''));
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(
    dialog.getByRole('alert').filter({ hasText: /^Line \d+: this is not/ }),
  ).toBeVisible();
  await choose(demoXml);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await drawn(page);
  await expect(page.getByText('There is no suite of this process yet.')).toBeVisible();

  await page.getByRole('link', { name: 'Work out scenarios' }).click();
  const scenarios = page.getByRole('region', { name: 'Scenarios' });
  await expect(scenarios.getByRole('listitem')).toHaveCount(3);
  await expect(scenarios.getByText('No suite for this criterion is smaller.')).toBeVisible();
  await page.getByLabel('Most rounds of a loop').selectOption('0');
  await expect(scenarios.getByRole('listitem')).toHaveCount(2);

  // What has the focus is lit; what only it covers stands out.
  const cancelling = scenarios.getByRole('button', { name: /Kept\?: no/ });
  await cancelling.focus();
  await expect(cancelling).toHaveAttribute('aria-pressed', 'true');
  await expect(element(page, 'wanted')).toHaveClass(/path/);
  await expect(element(page, 'f7')).toHaveClass(/only/);
  await expect(element(page, 'f6')).not.toHaveClass(/path|only/);

  await page.getByText('What cannot come together').click();
  await page.getByRole('button', { name: 'Add two ways' }).click();
  await page.getByLabel('This way').selectOption({ label: 'Right amount? → Pay (no)' });
  await page.getByLabel('never with this one').selectOption({
    label: 'Kept? → Cancel and give the money back (no)',
  });
  await expect(scenarios.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByLabel('Name of a condition').fill('wrong');
  await page.getByRole('checkbox', { name: 'Right amount? → Pay (no)' }).check();
  await page.getByRole('button', { name: 'Add an expression' }).click();
  await page.getByLabel('Never is it so that').fill('wrong and');
  await expect(page.getByText('The expression of an exclusion cannot be read.')).toBeVisible();
  await page.getByLabel('Never is it so that').fill('wrong');
  await expect(scenarios.getByText(/Nothing can cover this.*Right amount\? → Pay/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove expression 1' }).click();

  await scenarios.getByRole('button', { name: 'Make a suite' }).click();
  const make = page.getByRole('dialog', { name: 'Make a suite' });
  await make.getByLabel('Name of the suite').fill(`${name} suite`);
  await make.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} suite` })).toBeVisible();
  await expect(page.getByText(`From the process “${name}”, version 1`)).toBeVisible();
});

test('a run is painted on the diagram and told in a table; a suite is brought to a new version', async ({
  page,
  request,
}) => {
  test.slow();
  const name = `Painted ${Date.now()}`;
  const { processId, suite } = await failingRun(request, name);
  await page.goto(`/orchestra/processes/${processId}`);
  await drawn(page);
  await expect(element(page, 'cancel')).toHaveClass(/failed/);
  await expect(element(page, 'make')).toHaveClass(/passed/);
  await expect(element(page, 'f8')).toHaveClass(/not_run/);
  await expect(page.getByRole('list', { name: 'What the marks mean' })).toContainText('Failed: 1');
  await page.getByText('The same as a table').click();
  const row = page.getByRole('row', { name: /^Cancel and give the money back Service task/ });
  await expect(row.getByRole('cell')).toContainText(['Service task', '', 'Failed', '1', '0', '1']);

  // By keyboard: the picture is moved and zoomed, and comes back whole.
  const whole = await placeOf(page);
  const isWhole = async () =>
    (await placeOf(page)).every((part, at) => Math.abs(part - (whole[at] ?? 0)) < 1);
  await page.getByRole('img', { name: new RegExp(`Diagram of “${name}”`) }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(isWhole).toBe(false);
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await expect.poll(isWhole).toBe(true);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(async () => (await placeOf(page))[0]).toBeGreaterThan((whole[0] ?? 0) * 1.2);

  await page.getByRole('button', { name: 'New version' }).click();
  const dialog = page.getByRole('dialog', { name: 'New version' });
  const buffer = Buffer.from(laterXml);
  await dialog
    .getByLabel('BPMN file')
    .setInputFiles({ name: 'order.bpmn', mimeType: 'text/xml', buffer });
  await dialog.getByLabel('What is new').fill('The customer is told');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByLabel('Version', { exact: true })).toHaveValue('2');
  await expect(page.getByText('ran on version 1, which is not what is shown')).toBeVisible();

  await page.getByRole('radio', { name: 'Changes' }).check();
  const changes = page.getByRole('region', { name: 'What is otherwise' }).first();
  await expect(changes.getByRole('row', { name: /Pay the order.*name: Pay → Pay/ })).toBeVisible();
  await expect(changes.getByRole('row', { name: /^Tell the customer Added/ })).toBeVisible();
  await drawn(page);
  await expect(element(page, 'pay')).toHaveClass(/changed/);

  await page.getByRole('radio', { name: 'Runs' }).check();
  await page.getByRole('button', { name: 'Bring to version 2' }).click();
  const bring = page.getByRole('dialog', { name: 'Bring to version 2' });
  await expect(bring.getByText('New steps, to be filled in: Tell the customer')).toBeVisible();
  await expect(bring.getByRole('heading', { name: 'Stays as it is: 1' })).toBeVisible();
  const kept = await asking(request, 'suites.get', { suiteId: suite.id });
  expect(kept.revision).toBe(1);
  await bring.getByRole('button', { name: 'Bring it' }).click();
  await expect(page.getByText(`From the process “${name}”, version 2`)).toBeVisible();
});

test('a file without a diagram is read as a list, with what was not read; archived ones come back', async ({
  page,
  request,
}) => {
  const name = `Listed ${Date.now()}`;
  const call = calling(request);
  const { process } = await call('processes.import', { name, xml: withoutDiagram });
  await page.goto(`/orchestra/processes/${process.id}`);
  const list = page.getByRole('region', { name: 'The elements of the process' });
  await expect(list.getByRole('row', { name: /^Right amount\? Exclusive gateway/ })).toBeVisible();
  const found = page.getByRole('region', { name: 'What was found in the file' }).first();
  await expect(
    found.getByRole('row', { name: /choreographyTask Odd one is not read/ }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('This process is archived')).toBeVisible();
  await page.getByRole('link', { name: 'All processes' }).click();
  await page.getByRole('radio', { name: 'Archived' }).check();
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('button', { name: 'New version' })).toBeVisible();
});

test('a house without processes leads on to the first one', async ({ page, ownApp }) => {
  test.slow();
  await page.goto(`${ownApp.url}/orchestra/processes`);
  await expect(page.getByRole('heading', { name: 'No processes yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import a process' }).click();
  await expect(page.getByRole('dialog', { name: 'Import a process' })).toBeVisible();
});

for (const { language, theme } of appearances) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('the pages of processes are accessible, and fit a phone', async ({ page, request }) => {
      test.slow();
      const name = `Appearance ${language} ${theme} ${Date.now()}`;
      const { processId } = await failingRun(request, name);
      await calling(request)('processes.import', { processId, xml: laterXml });
      const listed = await calling(request)('processes.import', { name, xml: withoutDiagram });
      const its = `/orchestra/processes/${processId}`;
      const addresses = [
        '/orchestra/processes',
        ...[`${its}?version=1`, `${its}?version=1&view=scenarios`, `${its}?view=changes`],
        `/orchestra/processes/${listed.process.id}`,
      ];
      for (const address of addresses) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await openWhole(page, address);
        if (address.startsWith(its)) await drawn(page);
        const table = page.locator('summary').first();
        if (await table.isVisible()) await table.click();
        const scenario = page.locator('ol button').first();
        if (await scenario.isVisible()) await scenario.focus();
        await expectAccessible(page);
        await page.setViewportSize({ width: 360, height: 740 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([address, overflow]).toEqual([address, 0]);
      }
    });
  });
}
