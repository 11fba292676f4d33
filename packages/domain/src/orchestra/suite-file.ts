import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';
import { dataSetsSchema } from './data-sets.ts';
import { amqpRequest } from './drivers/amqp.ts';
import { barrierRequest } from './drivers/barrier.ts';
import { expressionRequest } from './drivers/expression.ts';
import { httpRequest } from './drivers/http.ts';
import { humanRequest } from './drivers/human.ts';
import { mailRequest } from './drivers/mail.ts';
import { natsRequest } from './drivers/nats.ts';
import { noopRequest } from './drivers/noop.ts';
import { sqlRequest } from './drivers/sql.ts';
import { waitRequest } from './drivers/wait.ts';
import { duration, elementId, keySchema } from './fields.ts';
import { jsonFault, jsonValue } from './json.ts';
import { stepMeta } from './step-meta.ts';

/** Of one suite, one scenario. */
export const maxScenarios = 5000;
export const maxStepsOfScenario = 1000;

/**
 * An ACTION changes something, and after a crash it is not simply repeated; an ASSERTION only looks, and may be
 * repeated freely; at a BARRIER scenarios wait for each other.
 */
export const stepKinds = ['ACTION', 'ASSERTION', 'BARRIER'] as const;
export type StepKind = (typeof stepKinds)[number];

const meta = stepMeta.default({});
const named = { key: keySchema, name: nameText(300) };
const acting = { ...named, kind: z.enum(['ACTION', 'ASSERTION']) };

/** A step, told apart by its driver. */
export const stepSchema = z.discriminatedUnion('driver', [
  z.strictObject({ ...acting, driver: z.literal('http'), request: httpRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('sql'), request: sqlRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('amqp'), request: amqpRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('nats'), request: natsRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('mail'), request: mailRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('wait'), request: waitRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('expression'), request: expressionRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('human'), request: humanRequest, meta }),
  z.strictObject({ ...acting, driver: z.literal('noop'), request: noopRequest.default({}), meta }),
  z.strictObject({
    ...named,
    kind: z.literal('BARRIER'),
    driver: z.literal('barrier'),
    request: barrierRequest,
    meta,
  }),
]);
export type Step = z.output<typeof stepSchema>;

export const dependencyConditions = ['passed', 'failed', 'finished'] as const;
export type DependencyCondition = (typeof dependencyConditions)[number];

export const dependencySchema = z.strictObject({
  scenario: keySchema,
  on: z.enum(dependencyConditions).default('passed'),
});
export type Dependency = z.output<typeof dependencySchema>;

export const scenarioSchema = z.strictObject({
  key: keySchema,
  name: nameText(300),
  /** Why there is this scenario: what it covers that no other does. */
  reason: storableText.max(2000).default(''),
  dependsOn: z.array(dependencySchema).max(1000).default([]),
  /** The name of a data set: the scenario runs once for each of its rows. */
  dataSet: nameText(200).optional(),
  /** Elements and flows of the process that it goes through, in order. */
  path: z.array(elementId).max(10_000).default([]),
  /** Higher is claimed earlier. */
  priority: z.int().min(-100).max(100).default(0),
  /** Of the whole scenario, waiting for others not counted. */
  timeout: duration.optional(),
  steps: z.array(stepSchema).max(maxStepsOfScenario).default([]),
});
export type Scenario = z.output<typeof scenarioSchema>;

export const suiteSettings = z.strictObject({
  /** Scenarios of one suite run at the same time; as many as there are workers if left out. */
  maxParallel: z.int().min(1).max(10_000).optional(),
  /** A failed scenario waits for a person before its cleanup, so that things can be looked at. */
  holdOnFailure: z.boolean().default(false),
  limits: z
    .strictObject({
      run: duration.optional(),
      scenario: duration.optional(),
      step: duration.optional(),
      attempt: duration.optional(),
      /** KiB of one body that is kept as evidence. */
      evidenceKib: z.int().min(1).max(4096).optional(),
    })
    .default({}),
});
export type SuiteSettings = z.output<typeof suiteSettings>;

export const suiteObject = z.strictObject({
  name: nameText(200),
  description: storableText.max(20_000).default(''),
  /** The process whose elements the scenarios go through. */
  process: z.strictObject({ name: nameText(200), version: z.int().min(1).optional() }).optional(),
  /** How scenarios were generated from it. */
  criterion: jsonValue.optional(),
  settings: suiteSettings.default({ holdOnFailure: false, limits: {} }),
  dataSets: dataSetsSchema.default([]),
  scenarios: z.array(scenarioSchema).max(maxScenarios).default([]),
});

/**
 * A suite as it stands in a file, in the editor and pinned in a run. What is not plain data is refused before anything
 * else looks at it. What the fields say together is looked at by `suite-check.ts`.
 */
export const suiteDefinition = z.preprocess((value, { addIssue }) => {
  const fault = jsonFault(value);
  if (fault === null) return value;
  addIssue({ code: 'custom', path: [...fault.path], message: `cannot be kept: ${fault.code}` });
  return z.NEVER;
}, suiteObject);

export type SuiteDefinition = z.output<typeof suiteObject>;
/** What may be left out is optional. */
export type SuiteInput = z.input<typeof suiteObject>;
