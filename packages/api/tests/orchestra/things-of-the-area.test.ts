import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fireSchedules } from '@atelier/api/orchestra/fire-schedules.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { applySeed } from '@atelier/lifecycle/seed/seed.ts';
import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openOrchestra } from './orchestra-caller.ts';

const { person, db } = await openOrchestra({ worker: false });
await applySeed(db, 'orchestra');
const lead = await person('Lena', 'lead');
const engineer = await person('Egor', 'engineer');

const noop = { key: 'n', name: 'N', kind: 'ACTION', driver: 'noop' } as const;
const definition = (name: string): SuiteInput => ({
  name,
  scenarios: [{ key: 'a', name: 'A', steps: [noop] }],
});

test('the demo data is a suite that can be run, of a process that can be read', async () => {
  const [suite] = await lead.suites.list({});
  const { definition: kept } = await lead.suites.get({ suiteId: suite?.id ?? '' });
  expect(await lead.suites.check({ definition: kept })).toMatchObject({
    faults: [],
    isSound: true,
  });
  const demo = await readFile(
    join(import.meta.dirname, '../../../../apps/cli/src/orchestra/demo/demo-suite.ts'),
    'utf8',
  );
  const written = /demoSuite = `([\s\S]*?)`;/.exec(demo)?.[1] ?? '';
  expect(await lead.suites.readYaml({ yaml: written })).toMatchObject({
    ok: true,
    definition: JSON.parse(JSON.stringify({ ...kept, process: undefined })),
  });
  const [process] = await lead.processes.list({});
  const processId = process?.id ?? '';
  const generated = await lead.processes.generate({ processId, versionNumber: 1 });
  expect(generated.definition.scenarios.length).toBe(generated.bound);
  const { xml } = await lead.processes.version({ processId, versionNumber: 1 });
  const again = await lead.processes.import({ processId, xml });
  expect([again.isNew, again.version.versionNumber]).toEqual([false, 1]);
  const next = await lead.processes.import({
    processId,
    xml: xml.replace('name="Pay"', 'name="P"'),
  });
  expect([next.isNew, next.version.versionNumber]).toEqual([true, 2]);
  await expect(
    db('orchestra.process_versions').where({ versionNumber: 1 }).update({ xml: 'other' }),
  ).rejects.toThrow(/never changes/);
});

test('of two who edit a suite the second one is told, and nothing is lost', async () => {
  const { id: suiteId, revision } = await lead.suites.create({ definition: definition('Edited') });
  await engineer.suites.save({ suiteId, revision, definition: definition('Edited by Egor') });
  const late = lead.suites.save({ suiteId, revision, definition: definition('Edited by Lena') });
  expect(await refusal(late)).toEqual(['ERR_SCENARIO_SUITE_CHANGED', { newest: 2, by: 'Egor' }]);
  expect((await lead.suites.get({ suiteId })).name).toBe('Edited by Egor');
  const copy = await lead.suites.duplicate({ suiteId, name: 'A copy' });
  expect(copy.definition.scenarios).toHaveLength(1);
  await lead.suites.archive({ suiteId });
  expect((await lead.suites.list({})).map(({ id }) => id)).not.toContain(suiteId);
  expect((await lead.suites.restore({ suiteId })).isArchived).toBe(false);
});

test('a secret is kept sealed, told by name alone, and only by a lead', async () => {
  const { id: environmentId } = await lead.environments.create({ name: 'Sealed' });
  const secret = { environmentId, name: 'password', value: 'correct horse' };
  expect(await refusal(engineer.environments.setSecret(secret))).toEqual(['ERR_FORBIDDEN', {}]);
  const told = await lead.environments.setSecret(secret);
  expect(told.secretNames).toEqual(['password']);
  const tables = ['orchestra.environments', 'identity.audit_log', 'kernel.idempotency_keys'];
  for (const table of tables) {
    expect(JSON.stringify(await db(table).select()), table).not.toContain('correct horse');
  }
  expect(await refusal(lead.environments.create({ name: 'sealed' }))).toEqual([
    'ERR_ENVIRONMENT_NAME_TAKEN',
    {},
  ]);
  expect(
    await refusal(lead.environments.update({ environmentId, revision: 1, name: 'X' })),
  ).toEqual(['ERR_ENVIRONMENT_CHANGED', { newest: 2, by: 'Lena' }]);
  expect(
    (await lead.environments.removeSecret({ environmentId, name: 'password' })).secretNames,
  ).toEqual([]);
});

test('a suite that contradicts itself, or needs what an environment lacks, is not started', async () => {
  const { id: environmentId } = await lead.environments.create({ name: 'Empty' });
  const steps = [{ ...noop, driver: 'http', request: { url: '/{{secret.token}}/{{env.region}}' } }];
  const needy = { name: 'Needy', scenarios: [{ key: 'a', name: 'A', steps }] } as SuiteInput;
  const suite = await lead.suites.create({ definition: needy });
  expect(await refusal(lead.runs.start({ suiteId: suite.id, environmentId }))).toEqual([
    'ERR_ENVIRONMENT_LACKS',
    { names: 'env.region, secret.token', count: 2 },
  ]);
  const loop = {
    name: 'Loop',
    scenarios: [
      { key: 'a', name: 'A', dependsOn: [{ scenario: 'b' }], steps: [noop] },
      { key: 'b', name: 'B', dependsOn: [{ scenario: 'a' }], steps: [noop] },
    ],
  };
  const { id: suiteId } = await lead.suites.create({ definition: loop });
  expect(await refusal(lead.runs.start({ suiteId, environmentId }))).toEqual([
    'ERR_SUITE_UNSOUND',
    expect.objectContaining({ fault: 'dependency_cycle' }),
  ]);
});

test('a time plan starts a run once, however many look, and what was missed is told', async () => {
  const { id: environmentId } = await lead.environments.create({ name: 'Nightly' });
  const { id: suiteId } = await lead.suites.create({ definition: definition('Nightly') });
  const plan = { suiteId, environmentId, cron: '* * * * *', timeZone: 'Europe/Berlin' };
  const { id } = await engineer.schedules.create(plan);
  const due = (sql: string) =>
    db('orchestra.schedules')
      .where({ id })
      .update({ nextAt: db.raw(sql) });
  await due("now() - interval '2 seconds'");
  const notifier = createNotifier(db);
  await Promise.all([1, 2, 3, 4].map(() => fireSchedules(db, notifier)));
  expect((await lead.runs.list({ suiteId })).items.map(({ origin }) => origin)).toEqual([
    'schedule',
  ]);
  await due("now() - interval '10 minutes'");
  await fireSchedules(db, notifier);
  expect((await lead.runs.list({ suiteId })).total).toBe(1);
  const [schedule] = await lead.schedules.list({ suiteId });
  expect(schedule?.missed).toBeGreaterThanOrEqual(10);
  expect(Date.parse(schedule?.nextAt ?? '')).toBeGreaterThan(Date.now() - 1000);
  const bad = engineer.schedules.update({ scheduleId: id, cron: 'now and then' });
  expect((await refusal(bad))[0]).toBe('ERR_SCHEDULE_INVALID');
  await notifier.flush();
});
