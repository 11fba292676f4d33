import { applySeed } from '@atelier/lifecycle/seed/seed.ts';
import { afterAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';

const server = await startTestApp();
await applySeed(server.database.db, 'orchestra');
const base = `${server.url}/api/orchestra/processes`;

afterAll(() => server.close());

test('other programs read which processes there are, and how runs came through one', async () => {
  const { processes } = await (await fetch(base)).json();
  expect(processes).toMatchObject([
    { name: 'Order with payment and cancellation', versionNumber: 1, suites: 1 },
  ]);
  const address = `${base}/${processes[0].id}/versions/1/outcomes`;
  const { elements } = await (await fetch(address)).json();
  expect(elements).toHaveLength(16);
  expect(elements).toContainEqual({
    ...{ id: 'make', scenarios: 3, passed: 0, failed: 0, state: 'not_run' },
  });
});

test('a version that is not there is refused, whatever it is called', async () => {
  const { processes } = await (await fetch(base)).json();
  for (const version of ['2', '0', 'x', '1.5', '3000000000', '-1', '1e99']) {
    const answer = await fetch(`${base}/${processes[0].id}/versions/${version}/outcomes`);
    expect([version, answer.status]).toEqual([version, 404]);
    expect(await answer.json()).toMatchObject({ code: 'ERR_PROCESS_VERSION_NOT_FOUND' });
  }
  expect((await fetch(`${base}/nothing/versions/1/outcomes`)).status).toBe(404);
});
