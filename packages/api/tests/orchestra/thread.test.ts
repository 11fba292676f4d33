import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { describe, expect, test } from 'vitest';
import { openOrchestra, runSuite } from './orchestra-caller.ts';
import { json, startRecordingServer } from './recording-server.ts';

const { person } = await openOrchestra();
const lead = await person('Lena', 'lead');

const orders = new Map<string, string>();
const shop = await startRecordingServer(({ method, path, body }, response) => {
  const [, , id = '', verb] = path.split('/');
  if (method === 'POST' && path === '/orders') {
    const made = `o${orders.size + 1}`;
    orders.set(made, 'open');
    return json(response, 201, { id: made, items: JSON.parse(body).items });
  }
  if (!orders.has(id)) return json(response, 404, {});
  if (verb !== undefined) orders.set(id, verb === 'cancel' ? 'cancelled' : 'paid');
  return json(response, 200, { id, status: orders.get(id) });
});
const environment = await lead.environments.create({
  name: 'Shop',
  baseUrls: { default: shop.url },
});

const makeOrder = {
  key: 'order',
  name: 'Order',
  steps: [
    {
      key: 'make',
      name: 'Make an order',
      kind: 'ACTION',
      driver: 'http',
      request: {
        method: 'POST',
        url: '/orders',
        body: { type: 'json', value: { items: 3, by: '{{run.id}}' } },
      },
      meta: {
        assertions: [{ type: 'status', value: 201 }],
        exportAs: { orderId: { from: 'jsonPath', path: '$.id', scope: 'suite' } },
      },
    },
  ],
} as const;

const cancelOrder = {
  key: 'cancel',
  name: 'Cancel',
  dependsOn: [{ scenario: 'order' }],
  steps: [
    {
      key: 'cancel',
      name: 'Cancel it',
      kind: 'ACTION',
      driver: 'http',
      request: { method: 'POST', url: '/orders/{{suite.orderId}}/cancel' },
      meta: { assertions: [{ type: 'jsonPath', path: '$.status', value: 'cancelled' }] },
    },
  ],
} as const;

describe('a suite by hand with steps over HTTP', () => {
  test('passes, and what one scenario exported another one uses', async () => {
    const suite: SuiteInput = { name: 'Orders', scenarios: [makeOrder, cancelOrder] } as never;
    const { run, statuses, resultsOf } = await runSuite(lead, environment.id, suite);
    expect(statuses).toEqual({ Order: 'PASSED', Cancel: 'PASSED' });
    expect(run.status).toBe('PASSED');
    expect(run.counts.PASSED).toBe(2);
    const [made] = await resultsOf('Order');
    expect(made).toMatchObject({
      status: 'PASSED',
      stepKey: 'make',
      attempt: 1,
      result: { answer: { status: 201 }, exports: { orderId: expect.stringMatching(/^o\d+$/) } },
    });
    expect(shop.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
      `POST /orders/${[...orders.keys()][0]}/cancel`,
    );
  });

  test('fails where an assertion does not hold, and skips what depends on it', async () => {
    const wrong = structuredClone(makeOrder) as unknown as {
      steps: { meta: { assertions: object[] } }[];
    };
    wrong.steps[0]?.meta.assertions.push({ type: 'jsonPath', path: '$.items', value: 4 });
    const suite = { name: 'Wrong', scenarios: [wrong, cancelOrder] } as never as SuiteInput;
    const { run, tests, statuses } = await runSuite(lead, environment.id, suite);
    expect(statuses).toEqual({ Order: 'FAILED', Cancel: 'SKIPPED' });
    expect(run.status).toBe('FAILED');
    expect(tests[0]?.error).toMatchObject({ code: 'ASSERTION_FAILED', step: 'make' });
  });
});
