import { expect, test } from 'vitest';
import { environmentNeeds } from './environment-needs.ts';
import { checkSuite, isSound } from './suite-check.ts';
import { type SuiteInput, suiteDefinition } from './suite-file.ts';

type ScenarioInput = NonNullable<SuiteInput['scenarios']>[number];
type StepInput = NonNullable<ScenarioInput['steps']>[number];

const suite = (input: Partial<SuiteInput>) => suiteDefinition.parse({ name: 'A', ...input });
const faults = (input: Partial<SuiteInput>) =>
  checkSuite(suite(input)).map(({ code, scenario, step, field, written }) =>
    [code, scenario, step, field, written]
      .filter((part) => part !== '' && part !== null)
      .join(' | '),
  );
const get = (key: string, url: string, more: object = {}): StepInput => ({
  key,
  name: key,
  kind: 'ASSERTION',
  driver: 'http',
  request: { url },
  ...more,
});
const gives = (key: string, name: string, more: object = {}, meta: object = {}): StepInput =>
  get(key, '/', {
    meta: { exportAs: { [name]: { from: 'jsonPath', path: '$.a', ...more } }, ...meta },
  });
const scenario = (
  key: string,
  steps: StepInput[],
  more: Partial<ScenarioInput> = {},
): ScenarioInput => ({ key, name: key, steps, ...more });
const after = (other: string, on: 'passed' | 'failed' | 'finished' = 'passed') => ({
  dependsOn: [{ scenario: other, on }],
});

test('a name is known behind the step that gives it, and not before', () => {
  const known = [gives('one', 'id'), get('two', '/{{ctx.id}}')];
  expect(faults({ scenarios: [scenario('a', known)] })).toEqual([]);
  expect(faults({ scenarios: [scenario('a', known.toReversed())] })).toEqual([
    'unknown_variable | a | two | request.url | ctx.id',
  ]);
  expect(
    faults({
      scenarios: [
        scenario('a', [
          gives(
            'one',
            'id',
            {},
            { assertions: [{ type: 'value', actual: '{{ctx.id}}', value: 1 }] },
          ),
        ]),
      ],
    }),
  ).toEqual(['unknown_variable | a | one | meta.assertions[0].actual | ctx.id']);
});

test('a scenario knows what those gave that certainly passed before it', () => {
  const first = scenario('a', [gives('s', 'token', { scope: 'suite' })]);
  const uses = (more: Partial<ScenarioInput>) =>
    scenario('c', [get('u', '/{{suite.token}}')], more);
  const middle = (more: Partial<ScenarioInput>) => scenario('b', [get('m', '/')], more);
  const unknown = ['unknown_variable | c | u | request.url | suite.token'];
  expect(faults({ scenarios: [first, uses(after('a'))] })).toEqual([]);
  expect(faults({ scenarios: [first, uses({})] })).toEqual(unknown);
  expect(faults({ scenarios: [first, uses(after('a', 'failed'))] })).toEqual(unknown);
  expect(faults({ scenarios: [first, uses(after('a', 'finished'))] })).toEqual(unknown);
  expect(faults({ scenarios: [first, middle(after('a')), uses(after('b'))] })).toEqual([]);
  // What failed has run, and so what it waited for has passed.
  expect(faults({ scenarios: [first, middle(after('a')), uses(after('b', 'failed'))] })).toEqual(
    [],
  );
  // What was skipped has finished too.
  expect(faults({ scenarios: [first, middle(after('a')), uses(after('b', 'finished'))] })).toEqual(
    unknown,
  );
  expect(faults({ scenarios: [scenario('a', [gives('s', 'token')]), uses(after('a'))] })).toEqual(
    unknown,
  );
});

test('steps that clean up give nothing to others, and may name what any step gives', () => {
  const cleanup = { meta: { cleanup: true } };
  expect(
    faults({
      scenarios: [scenario('a', [gives('one', 'id'), get('end', '/{{ctx.id}}', cleanup)])],
    }),
  ).toEqual([]);
  expect(
    faults({
      scenarios: [
        scenario('a', [gives('one', 'id', {}, { cleanup: true }), get('two', '/{{ctx.id}}')]),
      ],
    }),
  ).toEqual(['unknown_variable | a | two | request.url | ctx.id']);
});

test('data has the columns of the scenario’s own data set, and rows of another are many', () => {
  const dataSets = [
    {
      name: 'cities',
      columns: [{ name: 'city' }, { name: 'count', type: 'number' as const }],
      rows: [{ key: 'r', values: { city: 'Berlin' } }],
    },
  ];
  const steps = [get('s', '/{{data.city}}?n={{data.count}}')];
  expect(faults({ dataSets, scenarios: [scenario('a', steps, { dataSet: 'cities' })] })).toEqual(
    [],
  );
  expect(faults({ dataSets, scenarios: [scenario('a', steps)] })).toHaveLength(2);
  expect(faults({ dataSets, scenarios: [scenario('a', steps, { dataSet: 'towns' })] })).toContain(
    'unknown_data_set | a | dataSet | towns',
  );
  const giving = scenario('a', [gives('s', 'id', { scope: 'suite' })], { dataSet: 'cities' });
  const using = scenario('b', [get('u', '/{{suite.id}}')], after('a'));
  expect(faults({ dataSets, scenarios: [giving, using] })).toEqual([
    'many_rows | b | u | request.url | suite.id',
  ]);
  expect(faults({ dataSets, scenarios: [giving, { ...using, dataSet: 'cities' }] })).toEqual([]);
});

test('a value of another type than the field takes is told', () => {
  const dataSets = [
    {
      name: 'd',
      columns: [
        { name: 'text' },
        { name: 'number', type: 'number' as const },
        { name: 'any', type: 'json' as const },
      ],
      rows: [],
    },
  ];
  const check = (step: StepInput) =>
    faults({ dataSets, scenarios: [scenario('a', [step], { dataSet: 'd' })] }).filter(
      (one) => !one.startsWith('data_set_empty'),
    );
  const barrier = (parties: string): StepInput => ({
    key: 's',
    name: 's',
    kind: 'BARRIER',
    driver: 'barrier',
    request: { barrier: 'b', parties },
  });
  expect(check(barrier('{{data.number}}'))).toEqual([]);
  expect(check(barrier('{{data.any}}'))).toEqual([]);
  expect(check(barrier('{{data.text}}'))).toEqual(['wrong_type | a | s | request.parties | text']);
  expect(check(get('s', '{{data.number}}'))).toEqual(['wrong_type | a | s | request.url | number']);
  expect(
    check(get('s', '/', { request: { url: '/', headers: { 'x-n': '{{data.number}}' } } })),
  ).toEqual([]);
  const assertion = (value: string) =>
    get('s', '/', { meta: { assertions: [{ type: 'jsonPath', path: '$.n', op: 'gt', value }] } });
  expect(check(assertion('{{data.number}}'))).toEqual([]);
  expect(check(assertion('{{data.text}}'))).toEqual([
    'wrong_type | a | s | meta.assertions[0].value | text',
  ]);
  expect(check(get('s', '/{{data.text.more}}'))).toEqual([
    'no_field | a | s | request.url | data.text.more',
  ]);
  expect(check(get('s', '/{{data.any.more}}'))).toEqual([]);
});

test('what cannot be read is told where it stands', () => {
  const step = get('s', '/{{ctx.', {
    meta: {
      assertions: [
        { type: 'jsonPath', path: '$[', op: 'exists' },
        { type: 'xpath', path: '//a[', op: 'exists' },
        { type: 'regex', pattern: '(?=a)' },
        { type: 'jsonSchema', schema: { type: 'nothing' } },
        { type: 'expression', expression: 'a.(' },
      ],
      exportAs: {
        id: { from: 'regex', pattern: '(a)', group: 2 },
        n: { from: 'status', type: 'number', default: 'x' },
      },
    },
  });
  expect(
    faults({
      scenarios: [scenario('a', [step, get('f', '/{{nobody.x}}{{wrong()}}{{ctx..x}}')])],
    }).map((one) => one.split(' | ').slice(0, 4).join(' ')),
  ).toEqual([
    'json_path a s meta.assertions[0].path',
    'xpath a s meta.assertions[1].path',
    'pattern a s meta.assertions[2].pattern',
    'json_schema a s meta.assertions[3].schema',
    'expression a s meta.assertions[4].expression',
    'group a s meta.exportAs.id.group',
    'default_type a s meta.exportAs.n.default',
    'template_unclosed a s request.url',
    'template_root a f request.url',
  ]);
  const wait: StepInput = {
    key: 'w',
    name: 'w',
    kind: 'ACTION',
    driver: 'wait',
    request: { until: 'tomorrow' },
  };
  expect(faults({ scenarios: [scenario('a', [wait])] })).toEqual([
    'wait_until | a | w | request.until | tomorrow',
  ]);
});

test('dependencies are of scenarios that there are, and go in no circle', () => {
  const steps = [get('s', '/')];
  expect(
    faults({
      scenarios: [
        scenario('a', steps, after('b')),
        scenario('b', steps, after('c')),
        scenario('c', steps, after('a')),
      ],
    }),
  ).toEqual(['dependency_cycle | a | dependsOn | a → b → c → a']);
  expect(
    faults({
      scenarios: [scenario('a', steps, { dependsOn: [{ scenario: 'x' }, { scenario: 'a' }] })],
    }),
  ).toEqual([
    'unknown_scenario | a | dependsOn[0].scenario | x',
    'depends_on_itself | a | dependsOn[1].scenario | a',
  ]);
  expect(
    faults({ scenarios: [scenario('a', [...steps, ...steps]), scenario('a', steps)] }),
  ).toEqual(['key_twice | a | key | a', 'key_twice | a | s | key | s']);
});

test('a barrier can be reached by as many as it waits for', () => {
  const barrier = (parties: number): StepInput => ({
    key: 's',
    name: 's',
    kind: 'BARRIER',
    driver: 'barrier',
    request: { barrier: 'b', parties },
  });
  expect(faults({ scenarios: [scenario('a', [barrier(2)]), scenario('b', [barrier(2)])] })).toEqual(
    [],
  );
  expect(faults({ scenarios: [scenario('a', [barrier(2)])] })).toEqual([
    'barrier_parties | a | s | request.parties | 2 > 1',
  ]);
  expect(
    faults({ scenarios: [scenario('a', [barrier(2)]), scenario('b', [barrier(2)], after('a'))] }),
  ).toEqual(['barrier_order | b | s | request.barrier | b: a']);
});

test('two scenarios do not give the suite a value under one name', () => {
  const giving = (key: string) => scenario(key, [gives('s', 'id', { scope: 'suite' })]);
  expect(faults({ scenarios: [giving('a'), giving('b')] })).toEqual([
    'exported_twice | b | s | meta.exportAs.id | id: a',
  ]);
});

test('a probe gives what the step would have given; repeating an action is a warning', () => {
  const post = (meta: object): StepInput => ({
    key: 's',
    name: 's',
    kind: 'ACTION',
    driver: 'http',
    request: { method: 'POST', url: '/' },
    meta,
  });
  const probe = {
    driver: 'http',
    request: { url: '/' },
    happened: [{ type: 'status', value: 200 }],
  };
  const exportAs = { id: { from: 'jsonPath', path: '$.id' } };
  expect(
    faults({ scenarios: [scenario('a', [post({ exportAs, probe: { ...probe, exportAs: {} } })])] }),
  ).toEqual(['probe_exports | a | s | meta.probe.exportAs | id']);
  const repeated = suite({ scenarios: [scenario('a', [post({ retry: { attempts: 3 } })])] });
  expect(checkSuite(repeated).map(({ code }) => code)).toEqual(['retry_repeats_action']);
  expect(isSound(checkSuite(repeated))).toBe(true);
  expect(
    faults({
      scenarios: [
        scenario('a', [
          post({ retry: { attempts: 3 }, idempotent: { key: '{{run.id}}-{{step.key}}' } }),
        ]),
      ],
    }),
  ).toEqual([]);
});

test('what a suite needs of an environment is known', () => {
  const { scenarios } = suite({
    scenarios: [
      scenario('a', [
        get('s', '{{env.base}}/{{urlencode(secret.key)}}', {
          request: { url: '{{env.base}}/{{urlencode(secret.key)}}', clientCertificate: 'client' },
        }),
        {
          key: 'q',
          name: 'q',
          kind: 'ASSERTION',
          driver: 'sql',
          request: { connection: 'orders_db', text: 'SELECT 1' },
        },
      ]),
    ],
  });
  expect(environmentNeeds(scenarios.flatMap(({ steps }) => steps))).toEqual({
    variables: ['base'],
    secrets: ['client', 'key', 'orders_db'],
  });
});

test.each([['nats', { action: 'expect', connection: 'mq', subject: 's' }]])(
  'a step of %s is told: nothing carries it out yet',
  (driver, request) => {
    const step = { ...{ key: 's', name: 's', kind: 'ASSERTION', driver, request } } as StepInput;
    const probed = get('p', '/', {
      kind: 'ACTION',
      meta: {
        probe: {
          driver: 'nats',
          request: { action: 'expect', connection: 'd', subject: 's' },
          happened: [{ type: 'status', value: 200 }],
        },
      },
    });
    expect(faults({ scenarios: [scenario('a', [step])] })).toEqual([
      `driver_not_carried_out | a | s | driver | ${driver}`,
    ]);
    expect(faults({ scenarios: [scenario('a', [probed])] })).toContain(
      'driver_not_carried_out | a | p | meta.probe.driver | nats',
    );
  },
);
