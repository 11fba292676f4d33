import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import { shopSuite, startShop } from './shop.ts';

/** Calls procedures of Orchestra past its pages, to make what a test begins with. */
export function orchestraCalls(request: APIRequestContext) {
  const answerOf = async (answer: APIResponse) => {
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).result.data;
  };
  return {
    call: async (procedure: string, data: object) =>
      answerOf(await request.post(`/api/trpc/orchestra.${procedure}`, { data })),
    read: async (procedure: string, input: object) =>
      answerOf(
        await request.get(
          `/api/trpc/orchestra.${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
        ),
      ),
  };
}

/** A shop with a suite on it; each run waits for a person's answer, which `run` gives. */
export async function openShop(request: APIRequestContext, name: string, yaml = shopSuite(name)) {
  const { call, read } = orchestraCalls(request);
  const shop = await startShop();
  const environment = await call('environments.create', {
    name: `${name} place`,
    baseUrls: { default: shop.url },
    allowedHosts: ['127.0.0.0/8'],
  });
  const { definition } = await read('suites.readYaml', { yaml });
  const suite = await call('suites.create', { definition });
  const start = (): Promise<{ id: string; number: number }> =>
    call('runs.start', { suiteId: suite.id, environmentId: environment.id });
  return {
    ...{ shop, environment, suite, call, read, start },
    /** A run that is over. */
    async run() {
      const { id: suiteRunId, number } = await start();
      await expect
        .poll(async () => {
          const { items } = await read('runs.tests', { suiteRunId });
          for (const { id: testRunId, waitsFor } of items)
            if (waitsFor?.kind === 'person')
              await call('tests.answer', { testRunId, fields: { weight: 5 } });
          return (await read('runs.get', { suiteRunId })).status;
        })
        .not.toBe('IN_PROGRESS');
      return { id: suiteRunId, number };
    },
  };
}
