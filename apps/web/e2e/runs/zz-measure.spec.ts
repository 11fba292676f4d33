import { expect, test } from '../fixtures.ts';
import { Lab } from './lab.ts';
test('measure', async ({ page, request }) => {
  const rows = Array.from({ length: 500 }, (_, at) => `channel ${at + 1}`);
  const { runId } = await new Lab(request).startedRun([
    { title: 'Shows {{value}}', steps: ['Look at {{value}}', 'Again {{value}}', 'Close {{value}}'], rows },
  ]);
  await page.goto(`/runs/runs/${runId}`);
  await expect(page.getByRole('article')).toBeVisible();
  await page.evaluate(() => {
    const w = window as unknown as { times: number[] };
    w.times = [];
    window.addEventListener('keydown', (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => w.times.push(performance.now() - from);
        channel.port2.postMessage(0);
      });
    }, { capture: true });
  });
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press(pressed % 3 === 2 ? 'ArrowDown' : '1');
    await page.waitForTimeout(120);
  }
  const times = (await page.evaluate(() => (window as unknown as { times: number[] }).times)).sort((a, b) => a - b);
  console.log('MEASURED', times.length, 'p50', times[30], 'p95', times[57], 'max', times.at(-1));
});
