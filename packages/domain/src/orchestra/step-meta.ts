import { z } from 'zod';
import { assertionsSchema, namespacesSchema, textSource } from './assertions/schemas.ts';
import { amqpRequest } from './drivers/amqp.ts';
import { httpRequest } from './drivers/http.ts';
import { mailRequest } from './drivers/mail.ts';
import { natsRequest } from './drivers/nats.ts';
import { sqlRequest } from './drivers/sql.ts';
import { duration, elementId, expressionText, label, shortText, variableName } from './fields.ts';
import { jsonValue } from './json.ts';

/** What a value in the context is; `json` is anything. */
export const valueTypes = ['text', 'number', 'boolean', 'json'] as const;
export type ValueType = (typeof valueTypes)[number];

const exported = {
  type: z.enum(valueTypes).default('text'),
  /** `suite`: also for scenarios that depend on this one. */
  scope: z.enum(['scenario', 'suite']).default('scenario'),
  /** Stands in where the answer has no such value; without it the step fails. */
  default: jsonValue.optional(),
  /** A secret value never reaches evidence. */
  secret: z.boolean().default(false),
};

/** Where in the answer a value is found, and what it becomes. */
export const exportSchema = z.discriminatedUnion('from', [
  z.strictObject({ ...exported, from: z.literal('jsonPath'), path: shortText.min(1) }),
  z.strictObject({ ...exported, from: z.literal('header'), header: shortText.min(1) }),
  z.strictObject({
    ...exported,
    from: z.literal('regex'),
    pattern: shortText.min(1),
    flags: z
      .string()
      .regex(/^[ims]{0,3}$/)
      .default(''),
    /** Number of the group; 0 is all that was matched. */
    group: z.int().min(0).max(99).default(0),
    of: textSource.default('body'),
  }),
  z.strictObject({
    ...exported,
    from: z.literal('xpath'),
    path: shortText.min(1),
    namespaces: namespacesSchema.optional(),
  }),
  z.strictObject({ ...exported, from: z.literal('expression'), expression: expressionText }),
  z.strictObject({ ...exported, from: z.literal('status') }),
  z.strictObject({ ...exported, from: z.literal('body') }),
]);
export type Export = z.output<typeof exportSchema>;

const exportsSchema = z.record(variableName, exportSchema);

/** Tries of a step before it counts as failed. */
export const retrySchema = z.strictObject({
  /** The first included. */
  attempts: z.int().min(1).max(100),
  backoff: z.enum(['fixed', 'exponential']).default('exponential'),
  delay: duration.default('1s'),
  maxDelay: duration.default('1m'),
  /** The share of the delay that is left to chance, 0 to 1. */
  jitter: z.number().min(0).max(1).default(0.5),
  /** `error`: no answer came; `timeout`: none in time; `assertion`: one came that does not hold. */
  on: z
    .array(z.enum(['error', 'timeout', 'assertion']))
    .min(1)
    .max(3)
    .default(['error', 'timeout']),
});

const probeFields = {
  /** It happened if all of these hold of the probe's answer. */
  happened: assertionsSchema.min(1),
  /** What the lost answer would have given: the names of the step's own `exportAs`. */
  exportAs: exportsSchema.optional(),
};

/** Tells whether an action happened whose answer was lost with its worker. */
export const probeSchema = z.discriminatedUnion('driver', [
  z.strictObject({ ...probeFields, driver: z.literal('http'), request: httpRequest }),
  z.strictObject({ ...probeFields, driver: z.literal('sql'), request: sqlRequest }),
  z.strictObject({ ...probeFields, driver: z.literal('amqp'), request: amqpRequest }),
  z.strictObject({ ...probeFields, driver: z.literal('nats'), request: natsRequest }),
  z.strictObject({ ...probeFields, driver: z.literal('mail'), request: mailRequest }),
]);
export type Probe = z.output<typeof probeSchema>;

/** Everything about a step besides its request. */
export const stepMeta = z.strictObject({
  exportAs: exportsSchema.optional(),
  assertions: assertionsSchema.optional(),
  retry: retrySchema.optional(),
  /** Of one attempt, and of all of them with the time between. */
  timeout: z.strictObject({ attempt: duration.optional(), step: duration.optional() }).optional(),
  /** Runs always: also when a step before it failed or the run was cancelled. */
  cleanup: z.boolean().optional(),
  /** Repeating it does no harm: by its nature (`true`), or because the other side knows the key. */
  idempotent: z
    .union([
      z.literal(true),
      z.strictObject({
        /** `{{run.id}}` and `{{step.key}}` keep it the same over repetitions. */
        key: shortText.min(1),
        /** The header that carries it. */
        header: shortText.min(1).default('Idempotency-Key'),
      }),
    ])
    .optional(),
  probe: probeSchema.optional(),
  /** Asked again until all of these hold. */
  pollUntil: z
    .strictObject({
      until: assertionsSchema.min(1),
      every: duration.default('2s'),
      timeout: duration.default('1m'),
    })
    .optional(),
  /** The element of the process that the step stands for. */
  elementId: elementId.optional(),
  note: label.optional(),
});
export type StepMeta = z.output<typeof stepMeta>;
