import { json } from 'node:stream/consumers';
import { chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';

// For `npm run bench`: how long it takes from a key to the painted result, on the page of a run (`address`) and on one
// that does nothing else. Both are pressed by turns, so that whatever else the machine does meets both.

const rounds = 4;
const keysOfRound = 20;
const gapMs = 60;

async function measure(address: string): Promise<{ value: number; floor: number }> {
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const viewport = { width: 1440, height: 900 };
    const run = await browser.newPage({ viewport });
    await run.goto(address);
    await run.locator('[data-row][aria-current]').waitFor();
    const bare = await browser.newPage({ viewport });
    await bare.setContent(
      `<ol>${Array.from({ length: 30 }, (_, place) => `<li><button data-row="${place}">Item</button></li>`).join('')}</ol>`,
    );
    await bare.evaluate(answerBarely);
    for (const page of [run, bare]) await page.evaluate(watch);
    const times = { value: [] as number[], floor: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      times.value.push(...(await press(run)));
      times.floor.push(...(await press(bare)));
    }
    return { value: p95(times.value), floor: p95(times.floor) };
  } finally {
    await browser.close();
  }
}

async function press(page: Page): Promise<readonly number[]> {
  await page.bringToFront();
  for (let key = 0; key < keysOfRound; key += 1) {
    await page.keyboard.press('1');
    // One after the other, however slow the machine is: a key between would count twice.
    await page.waitForFunction(
      (count) => performance.getEntriesByName('painted').length > count,
      key,
      { polling: 20 },
    );
    await page.waitForTimeout(gapMs);
  }
  const times = await page.evaluate(() =>
    performance.getEntriesByName('painted').map((entry) => entry.duration),
  );
  await page.evaluate(() => performance.clearMeasures('painted'));
  if (times.length < keysOfRound)
    throw new Error(`${times.length} of ${keysOfRound} keys were answered`);
  return times;
}

/** In the page: measures from each key until the frame is made in which the row that was in front looks otherwise. */
function watch(): void {
  const channel = new MessageChannel();
  let pressed: { readonly at: number; readonly row: Element; readonly looked: string } | undefined;
  let isPainting = false;
  channel.port1.onmessage = () => {
    if (pressed) performance.measure('painted', { start: pressed.at });
    pressed = undefined;
    isPainting = false;
  };
  addEventListener(
    'keydown',
    ({ timeStamp: at }) => {
      const row = document.querySelector('[data-row][aria-current]');
      if (row) pressed = { at, row, looked: row.innerHTML };
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (pressed === undefined || isPainting || pressed.row.innerHTML === pressed.looked) return;
    isPainting = true;
    // Behind the frame that shows it.
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** In the bare page: a key marks the row in front, and goes on to the next. */
function answerBarely(): void {
  const rows = [...document.querySelectorAll('[data-row]')];
  let place = 0;
  rows[0]?.setAttribute('aria-current', 'true');
  addEventListener('keydown', () => {
    const row = rows[place % rows.length];
    place += 1;
    row?.removeAttribute('aria-current');
    row?.append(' OK');
    rows[place % rows.length]?.setAttribute('aria-current', 'true');
  });
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

const { address } = (await json(process.stdin)) as { readonly address: string };
console.log(JSON.stringify(await measure(address)));
