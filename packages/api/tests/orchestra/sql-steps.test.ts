import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { dieAt } from './dying-worker.ts';
import { finished, openOrchestra, runSuite, testsOf, until } from './orchestra-caller.ts';

// Steps against a database, from the suite to the evidence; the system under test is the house's own PostgreSQL.

const { person, database, startWorker, errors } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const { db } = database;
await db.raw('CREATE TABLE public.orders (id serial PRIMARY KEY, state text NOT NULL, note text)');

const url = new URL(database.connectionString);
// The servers of tests believe anybody; what a password is worth here is not to be seen anywhere.
if (url.password === '') url.password = 'never-shown-5';
const environment = await lead.environments.create({
  name: 'System',
  allowedHosts: [url.hostname],
});
await lead.environments.setSecret({
  ...{ environmentId: environment.id, name: 'orders_db', value: url.href },
});

const sql = (key: string, request: object, meta: object = {}, kind = 'ACTION') => ({
  ...{ key, name: key, kind, driver: 'sql', meta },
  request: { connection: 'orders_db', ...request },
});
const suiteOf = (name: string, ...steps: readonly object[]) =>
  ({ name, scenarios: [{ key: 'a', name: 'A', steps }] }) as unknown as SuiteInput;
const noted = async (note: string) => {
  const { rows } = await db.raw('SELECT 1 FROM public.orders WHERE note = ?', [note]);
  return rows.length;
};
async function startedWith(step: object) {
  const suite = await lead.suites.create({ definition: suiteOf('Crash', step) });
  const { id } = await lead.runs.start({ suiteId: suite.id, environmentId: environment.id });
  return id;
}

describe('with a worker', () => {
  const worker = startWorker();
  afterAll(() => worker.drain());

  test('rows are exported, asserted and shown, and the address is not', async () => {
    const { statuses, tests, resultsOf } = await runSuite(
      lead,
      environment.id,
      suiteOf(
        'Orders',
        sql(
          'make',
          {
            text: 'INSERT INTO public.orders (state, note) VALUES ($1, $2) RETURNING id',
            params: ['new', '{{run.id}}'],
          },
          {
            exportAs: { id: { from: 'jsonPath', path: '$[0].id', type: 'number' } },
            assertions: [{ type: 'rows', op: 'count', value: 1 }],
          },
        ),
        sql(
          'look',
          { text: 'SELECT state, id FROM public.orders WHERE id = $1', params: ['{{ctx.id}}'] },
          { assertions: [{ type: 'jsonPath', path: '$[0].state', value: 'new' }] },
          'ASSERTION',
        ),
      ),
    );
    expect(statuses).toEqual({ A: 'PASSED' });
    const [make] = await resultsOf('A');
    expect(make?.result).toMatchObject({
      request: {
        text: 'INSERT INTO public.orders (state, note) VALUES ($1, $2) RETURNING id',
        params: ['new', expect.stringMatching(/^[0-9a-f-]{36}$/)],
      },
      answer: { rows: [{ id: expect.any(Number) }], rowCount: 1 },
    });
    const shown = JSON.stringify([await resultsOf('A'), tests]);
    expect(shown).not.toContain(url.password);
    expect(shown).not.toContain(url.href);
  });

  test('what quotes a secret does not show it, neither in rows nor in a failure', async () => {
    const { tests, resultsOf } = await runSuite(
      lead,
      environment.id,
      suiteOf(
        'Quotes',
        sql('row', { text: 'SELECT $1::text AS word', params: [url.password] }),
        sql('failure', { text: 'SELECT $1::text::int', params: [url.password] }),
      ),
    );
    const shown = JSON.stringify([await resultsOf('A'), tests]);
    expect(shown).toContain('22P02');
    expect(shown).toContain('•••');
    expect(shown).not.toContain(url.password);
  });

  test('of many rows the first are kept as evidence, and how many there were', async () => {
    const step = sql('many', { text: 'SELECT n FROM generate_series(1, 9000) AS n' });
    const { resultsOf, statuses } = await runSuite(lead, environment.id, {
      ...suiteOf('Many', step),
      settings: { limits: { evidenceKib: 1 } },
    });
    expect(statuses).toEqual({ A: 'PASSED' });
    const [many] = await resultsOf('A');
    expect(many?.result).toMatchObject({ answer: { rowCount: 9000, cut: { rows: 9000 } } });
    expect(JSON.stringify(many?.result).length).toBeLessThan(3000);
  });

  test('nothing went wrong in the worker itself', () => {
    expect(errors).toEqual([]);
  });
});

describe('a worker that dies behind a statement', () => {
  const after = async (run: string) => {
    const worker = startWorker({ leaseMs: 1000 });
    const { tests } = await until(
      () => testsOf(lead, run),
      ({ tests: [one] }) => one?.status === 'PASSED' || one?.status === 'FAILED_STUCK',
    );
    await worker.drain();
    return tests[0]?.status;
  };
  const insert = (note: string, meta: object = {}) =>
    sql(
      'make',
      { text: `INSERT INTO public.orders (state, note) VALUES ('new', '${note}')` },
      meta,
    );

  test('that changes something leaves it to a person', async () => {
    const run = await startedWith(insert('unknown'));
    await dieAt(database, 'orchestra.step-acted');
    expect(await after(run)).toBe('FAILED_STUCK');
    expect(await noted('unknown')).toBe(1);
  });

  test('is asked for where there is a probe', async () => {
    const probe = {
      driver: 'sql',
      request: {
        connection: 'orders_db',
        text: "SELECT 1 FROM public.orders WHERE note = 'probed'",
      },
      happened: [{ type: 'rows', op: 'count', value: 1 }],
    };
    const run = await startedWith(insert('probed', { probe }));
    await dieAt(database, 'orchestra.step-acted');
    expect(await after(run)).toBe('PASSED');
    expect(await noted('probed')).toBe(1);
    await finished(lead, run);
  });

  test('that only looks is repeated', async () => {
    const run = await startedWith(sql('look', { text: 'SELECT 1' }));
    await dieAt(database, 'orchestra.step-acted');
    expect(await after(run)).toBe('PASSED');
  });
});
