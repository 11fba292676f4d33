import { z } from 'zod';
import { jsonValue } from './json.ts';
import { type Polled, polledSchema } from './polled.ts';

const values = z.record(z.string(), jsonValue);
const failure = z.object({
  code: z.string(),
  step: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

/** So large may the values be that a test run goes on from: each checkpoint writes them, and each worker holds many. */
export const maxContextBytes = 4 * 1024 * 1024;

/**
 * What a test run goes on from, as it is kept between two steps. Whatever is read of it was written by this program,
 * or edited by a person through a schema; what is missing has its first value.
 */
export const executionContext = z.object({
  suiteRunId: z.string(),
  scenario: z.string(),
  row: z.string().nullable().default(null),
  /** How many steps the scenario has, and whether one of them cleans up: for whoever reads the row alone. */
  steps: z.int().default(0),
  hasCleanup: z.boolean().default(false),
  /** `suite.` and `ctx.` of templates. */
  suite: values.default({}),
  ctx: values.default({}),
  /** Values of these that are secret, sealed: `suite:<name>`, `ctx:<name>`. */
  sealed: z.record(z.string(), z.string()).default({}),
  /** Names of what scenarios that depend on this one get. */
  shared: z.array(z.string()).default([]),
  /** Why it fails once its cleanup is done. */
  failure: failure.nullable().default(null),
  isCancelled: z.boolean().default(false),
  /** Of the step at hand. */
  attempt: z.int().min(1).default(1),
  spentMs: z.number().default(0),
  polls: z.int().default(0),
  /** What it found each time that it asked in vain, the last times. */
  polled: z.array(polledSchema).readonly().default([]),
  /** What it is about to do that is not simply repeated. */
  intent: z
    .object({ position: z.int(), attempt: z.int(), fence: z.string() })
    .nullable()
    .default(null),
  /** Until when the step waits, in milliseconds since 1970. */
  waitUntil: z.number().nullable().default(null),
  /** What its driver kept at the last look for what it waits for. */
  looked: jsonValue.default(null),
  isAsked: z.boolean().default(false),
  /** What a person said. */
  answer: z
    .object({
      verdict: z.enum(['passed', 'failed']).nullable(),
      fields: values,
      note: z.string(),
      by: z.string(),
    })
    .nullable()
    .default(null),
  isHeld: z.boolean().default(false),
  /** What drivers keep from step to step, by driver: cookies. */
  drivers: values.default({}),
  /** Of the whole test run, for its time limit; waiting for others not counted. */
  totalMs: z.number().default(0),
});

export type ExecutionContext = z.output<typeof executionContext>;

/** As it is where another step begins. */
export const freshStep = {
  attempt: 1,
  spentMs: 0,
  polls: 0,
  polled: [] as readonly Polled[],
  intent: null,
  waitUntil: null,
  looked: null,
  isAsked: false,
  answer: null,
  isHeld: false,
} as const satisfies Partial<ExecutionContext>;
