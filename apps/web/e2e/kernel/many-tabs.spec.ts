import type { Page, Request } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** An address that is not this machine's own, so that the browser thinks it no secure context: no locks there. */
const elsewhere = '192.0.2.7';

test('seven tabs over plain http from another machine share one connection, and hand it on', async ({
  playwright,
  launchOptions,
  baseURL,
  collection,
}) => {
  test.setTimeout(180_000);
  const { name, id } = await collection.create('Seven tabs', { inBox: 9 });
  const { port } = new URL(baseURL ?? '');
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`],
  });
  try {
    const context = await browser.newContext({ locale: 'en-GB' });
    const streams = new Set<Request>();
    context.on('request', (request) => {
      if (request.url().includes('live.stream')) streams.add(request);
    });
    context.on('requestfinished', (request) => streams.delete(request));
    context.on('requestfailed', (request) => streams.delete(request));
    // Nothing is said of the requests of a tab that is closed.
    const open = () => [...streams].filter((request) => !request.frame().page().isClosed());
    const tabs: Page[] = [];
    for (let more = 0; more < 7; more += 1) {
      const tab = await context.newPage();
      await tab.goto(`http://${elsewhere}:${port}/miniatures?q=${encodeURIComponent(name)}`);
      await expect(tab.getByText('Connected')).toBeVisible();
      await expect(tab.getByRole('row', { name })).toBeVisible();
      tabs.push(tab);
    }
    expect(await tabs[0]?.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([
      false,
      false,
    ]);
    expect(open()).toHaveLength(1);
    await collection.move(id, 'IN_BOX', 'DONE', 2);
    for (const tab of tabs) await expect(done(tab, name)).toHaveText('2');

    // The first keeps the connection; the others go on when it goes, and hear what happened meanwhile.
    await tabs.shift()?.close();
    await collection.move(id, 'IN_BOX', 'DONE', 1);
    for (const tab of tabs) await expect(done(tab, name)).toHaveText('3');
    await expect.poll(() => open().length).toBe(1);

    // A tab whose page is left says so, before others miss it.
    const [leading] = open();
    const left = leading?.frame().page();
    const staying = tabs.find((tab) => tab !== left);
    await staying?.evaluate(() => {
      new BroadcastChannel('atelier.stream.leader').onmessage = ({ data }) => {
        if (data.about === 'leaves') document.documentElement.dataset.left = 'told';
      };
    });
    await left?.goto('about:blank');
    await staying?.locator('html[data-left=told]').waitFor({ state: 'attached', timeout: 10_000 });
    await collection.move(id, 'IN_BOX', 'DONE', 1);
    for (const tab of tabs) if (tab !== left) await expect(done(tab, name)).toHaveText('4');
    await expect.poll(() => open().length).toBe(1);
  } finally {
    await browser.close();
  }
});

function done(tab: Page, name: string) {
  return tab.getByRole('row', { name }).getByRole('gridcell').nth(6);
}
