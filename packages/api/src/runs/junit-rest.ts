import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { fullName, type JUnitTest, matchTests, worstByItem } from '@atelier/domain/runs/junit.ts';
import { idSchema } from '@atelier/domain/runs/schemas.ts';
import { z } from 'zod';
import type { Context } from '../kernel/context.ts';
import { endpointOf } from '../kernel/rest/endpoint.ts';
import { abortOnDisconnect } from '../kernel/streams/abort-on-disconnect.ts';
import type { Pace } from '../kernel/streams/deadline.ts';
import { reportPace, withReport } from './junit-receive.ts';
import type { createRunsCaller } from './rest-caller.ts';

type Caller = ReturnType<typeof createRunsCaller>;

const mostNamed = 100;
const count = z.int().min(0);

const reportShape = z
  .strictObject({
    tests: count.meta({ description: 'In the report.' }),
    recorded: count.meta({ description: 'Results that are new or other ones.' }),
    unchanged: count.meta({ description: 'Results that had been recorded already.' }),
    created: count.meta({ description: 'Test cases that were made.' }),
    unmatched: count.meta({ description: 'Tests of which the run has no item.' }),
    unmatchedNames: z.array(z.string()).meta({ description: `The first ${mostNamed} of them.` }),
  })
  .meta({ id: 'JUnitReport' });

const query = z.strictObject({
  create: z.enum(['true', 'false']).default('false').meta({
    description: 'Whether tests that the run has no item of become test cases and items of it.',
  }),
  reason: z.string().max(100).optional().meta({
    description: 'The code of the fail reason that failures get.',
  }),
});

/** How CI tells a run what came of its tests, at a pace that its sender has to keep. */
export function junitEndpoint(createCaller: (context: Context) => Caller, pace: Pace = reportPace) {
  return endpointOf<Caller>()({
    method: 'POST',
    path: '/v2/runs/{runId}/junit',
    needs: runsActions.execute,
    operationId: 'recordJUnit',
    summary: 'Record the results of a JUnit report',
    description:
      'The body is the XML, at most 32 MiB of 20,000 tests. A test is matched with an item by the external key of its case, then by `classname.name` or `name` as the title. A failure or an error is `fail` with its message as the comment, `skipped` is `na`; of a test that is there several times the worst counts. The same report sent twice changes nothing. A report that is broken, or declares a document type, is refused with the line, and nothing is recorded.',
    query,
    streamedBody: z
      .string()
      .meta({ example: '<testsuite><testcase classname="boot" name="starts"/></testsuite>' }),
    streamedTypes: ['application/xml', 'text/xml'],
    status: 200,
    answer: reportShape,
    errors: [
      'ERR_RUN_NOT_FOUND',
      'ERR_RUN_ITEM_NOT_FOUND',
      'ERR_FAIL_REASON_NOT_FOUND',
      'ERR_JUNIT_INVALID',
      'ERR_RUN_LOCKED',
      'ERR_RUN_NOT_DRAFT',
      'ERR_RUN_TOO_LARGE',
      'ERR_RUN_NOT_DONE',
      'ERR_REQUEST_TIMEOUT',
      'ERR_TOO_MANY_REQUESTS',
      'ERR_FORBIDDEN',
    ],
    async handle({ context, params, query: { create, reason = null }, stream, reply }) {
      // It is several commands, none of which is what a key of the request would stand for.
      const caller = createCaller({ ...context, idempotencyKey: undefined });
      const runId = idSchema.safeParse(params.runId).data;
      if (runId === undefined) throw runsError('ERR_RUN_NOT_FOUND');
      await caller.runs.get({ runId });
      const left = abortOnDisconnect(reply.raw);
      return withReport({ userId: context.actor.id, stream, left, pace }, (tests) =>
        recordTests(caller, { runId, tests, create: create === 'true', reason }),
      );
    },
  });
}

interface Wanted {
  readonly runId: string;
  readonly tests: readonly JUnitTest[];
  readonly create: boolean;
  readonly reason: string | null;
}

async function recordTests(caller: Caller, { runId, tests, create, reason }: Wanted) {
  const matched = async () => matchTests(tests, await caller.compatibility.candidates({ runId }));
  const unknown = (list: Awaited<ReturnType<typeof matched>>) =>
    list.flatMap(({ test, itemId }) => (itemId === null ? [test] : []));
  let found = await matched();
  let created = 0;
  if (create && unknown(found).length > 0) {
    const missing = unknown(found).map(({ className, name }) => ({ className, name }));
    created = (await caller.compatibility.addReported({ runId, tests: missing })).caseIds.length;
    found = await matched();
  }
  const results = [...worstByItem(found)].map(([itemId, { status, message, seconds }]) => ({
    ...{ itemId, status, comment: message },
    failReasonCode: status === 'fail' ? reason : null,
    measuredValue: seconds === null ? null : `${seconds} s`,
  }));
  const { recorded } = await caller.compatibility.recordReport({ runId, results });
  const left = unknown(found);
  return {
    tests: tests.length,
    recorded,
    unchanged: results.length - recorded,
    created,
    unmatched: left.length,
    unmatchedNames: left.slice(0, mostNamed).map(fullName),
  };
}
