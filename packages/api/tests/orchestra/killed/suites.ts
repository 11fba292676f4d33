import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import type { Chance } from './chance.ts';

type Way = 'keyed' | 'probed' | 'unknown' | 'repeatable';

const path = (way: Way, key: string) => `/${way}/{{run.id}}/${key}`;

const metaOf: Readonly<Record<Way, (key: string, exportAs: object) => object>> = {
  keyed: () => ({ idempotent: { key: '{{run.id}} {{step.key}}' } }),
  probed: (key, exportAs) => ({
    probe: {
      driver: 'http',
      request: { url: path('probed', key) },
      happened: [{ type: 'status', value: 200 }],
      exportAs,
    },
  }),
  repeatable: () => ({ idempotent: true }),
  unknown: () => ({}),
};

const exported = { made: { from: 'jsonPath', path: '$.id' } };

function act(way: Way, key: string, more: object = {}, exportAs: object = exported) {
  return {
    ...{ key, name: key, kind: 'ACTION', driver: 'http' },
    request: {
      method: 'POST',
      url: path(way, key),
      body: { type: 'json', value: { after: '{{scenario.key}}' } },
    },
    meta: { ...metaOf[way](key, exportAs), exportAs, ...more },
  };
}

const wait = (key: string, ms: number) => ({
  ...{ key, name: key, kind: 'ACTION', driver: 'wait', request: { for: `${ms}ms` }, meta: {} },
});

const barrier = (key: string) => ({
  ...{ key, name: key, kind: 'BARRIER', driver: 'barrier', meta: {} },
  request: { barrier: 'together', parties: 2 },
});

/** Answers 503 first: what is known not to have happened is tried again. */
const flaky = act('keyed', 'flaky', {
  assertions: [{ type: 'status', value: 201 }],
  retry: { attempts: 3, delay: '50ms', on: ['assertion'] },
});

/** A suite with dependencies, a barrier, waits, rows and actions of every kind, in an order that chance gives. */
export function suiteOf(name: string, chance: Chance): SuiteInput {
  const ways = ['keyed', 'probed', 'repeatable'] as const;
  const some = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, place) => act(chance.oneOf(ways), `${prefix}${place}`));
  const order = { ...exported, order: { ...exported.made, scope: 'suite' } };
  const before = act('probed', 'order', {}, order);
  const meetings = ['left', 'right'].map((key) => ({
    ...{ key, name: key },
    steps: [...some('a', 1 + chance.upTo(2)), barrier('meet'), ...some('b', 1), act('probed', 'c')],
  }));
  return {
    name,
    dataSets: [
      {
        name: 'rows',
        columns: [{ name: 'city', type: 'text' }],
        rows: ['r1', 'r2', 'r3'].map((key) => ({ key, values: { city: key } })),
      },
    ],
    scenarios: [
      {
        ...{ key: 'first', name: 'First' },
        steps: [...some('a', 1), wait('rest', 100 + chance.upTo(400)), before, flaky],
      },
      {
        ...{ key: 'rows', name: 'Rows', dataSet: 'rows', dependsOn: [{ scenario: 'first' }] },
        steps: [act('probed', 'pay'), ...some('b', 2), act('keyed', 'clean', { cleanup: true })],
      },
      ...meetings,
      { key: 'risky', name: 'Risky', steps: [...some('a', 1), act('unknown', 'send')] },
      {
        ...{
          key: 'last',
          name: 'Last',
          dependsOn: ['rows', 'left', 'risky'].map((scenario) => ({ scenario })),
        },
        steps: some('a', 2),
      },
    ],
  } as unknown as SuiteInput;
}
