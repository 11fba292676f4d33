import { test } from 'vitest';
import { openOrchestra } from './orchestra-caller.ts';

test('debug', async () => {
  const { person, db, errors } = await openOrchestra();
  const lead = await person('L', 'lead');
  const e = await lead.environments.create({ name: 'x', baseUrls: { default: 'http://127.0.0.1:9' } });
  const suite = await lead.suites.create({ definition: { name: 'S', scenarios: [{ key: 'a', name: 'A', steps: [{ key: 'n', name: 'N', kind: 'ACTION', driver: 'noop' }] }] } } as never);
  const run = await lead.runs.start({ suiteId: suite.id, environmentId: e.id });
  await new Promise((r) => setTimeout(r, 6000));
  console.log(JSON.stringify((await db.raw('select * from orchestra.test_runs')).rows, null, 1));
  console.log(errors, run.status, (await db.raw('select * from orchestra.step_results')).rows);
}, 30000);
