import { z } from 'zod';
import { durationOrTemplate, expressionText, label, shortText } from '../fields.ts';
import { jsonValue } from '../json.ts';

/** How a value is compared with an expected one. */
export const comparisons = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'oneOf',
  'matches',
  'exists',
  'absent',
  'gt',
  'gte',
  'lt',
  'lte',
  'length',
  'type',
] as const;
export type Comparison = (typeof comparisons)[number];

/** Comparisons that need no expected value. */
export const bareComparisons: readonly Comparison[] = ['exists', 'absent'];
/** Comparisons of numbers. */
export const numberComparisons: readonly Comparison[] = ['gt', 'gte', 'lt', 'lte', 'length'];

const common = {
  name: label.optional(),
  /** A soft assertion that does not hold is told, and fails nothing. */
  soft: z.boolean().default(false),
};
const compared = {
  ...common,
  op: z.enum(comparisons).default('equals'),
  value: jsonValue.optional(),
};

/** Where a text is looked for. */
export const textSource = z.union([
  z.literal('body'),
  z.strictObject({ header: shortText.min(1) }),
]);

/** Prefixes that an XPath uses, with the namespaces that they stand for. */
export const namespacesSchema = z.record(
  z.string().regex(/^[A-Za-z_][\w.-]{0,99}$/),
  shortText.min(1),
);

const statusAssertion = z.strictObject({
  ...common,
  type: z.literal('status'),
  /** 201, a class such as `2xx`, a list of both, or a template. */
  value: z.union([
    z.int().min(100).max(599),
    shortText.min(1),
    z
      .array(z.union([z.int().min(100).max(599), shortText.min(1)]))
      .min(1)
      .max(20),
  ]),
});
const jsonPathAssertion = z.strictObject({
  ...compared,
  type: z.literal('jsonPath'),
  /** RFC 9535. */
  path: shortText.min(1),
});
const headerAssertion = z.strictObject({
  ...compared,
  type: z.literal('header'),
  header: shortText.min(1),
});
const bodyAssertion = z.strictObject({ ...compared, type: z.literal('body') });
const valueAssertion = z.strictObject({
  ...compared,
  type: z.literal('value'),
  /** What is compared, usually a template: `{{ctx.total}}`. */
  actual: jsonValue,
});
const xpathAssertion = z.strictObject({
  ...compared,
  type: z.literal('xpath'),
  path: shortText.min(1),
  namespaces: namespacesSchema.optional(),
});
const jsonSchemaAssertion = z.strictObject({
  ...common,
  type: z.literal('jsonSchema'),
  /** Draft 7 to 2020-12; it fetches nothing. */
  schema: jsonValue,
  /** Of what part of the body; the whole if left out. */
  path: shortText.min(1).optional(),
});
const regexAssertion = z.strictObject({
  ...common,
  type: z.literal('regex'),
  /** RE2: no back references, no look-around, and no text that takes it long. */
  pattern: shortText.min(1),
  flags: z
    .string()
    .regex(/^[ims]{0,3}$/)
    .default(''),
  of: textSource.default('body'),
  negate: z.boolean().default(false),
});
const rowsAssertion = z.strictObject({
  ...common,
  type: z.literal('rows'),
  /** `equals`: these rows in this order; `sameRows`: in any; `contains`: these among others; `count`: so many. */
  op: z.enum(['equals', 'sameRows', 'contains', 'count']).default('equals'),
  value: jsonValue,
});
const timingAssertion = z.strictObject({
  ...common,
  type: z.literal('timing'),
  below: durationOrTemplate,
});
const expressionAssertion = z.strictObject({
  ...common,
  type: z.literal('expression'),
  /** JSONata over the answer; has to come out true. */
  expression: expressionText,
});

const kinds = z.discriminatedUnion('type', [
  statusAssertion,
  jsonPathAssertion,
  headerAssertion,
  bodyAssertion,
  valueAssertion,
  xpathAssertion,
  jsonSchemaAssertion,
  regexAssertion,
  rowsAssertion,
  timingAssertion,
  expressionAssertion,
]);

/** What has to hold of an answer. */
export const assertionSchema = kinds.superRefine((assertion, { addIssue }) => {
  if (!('op' in assertion) || assertion.type === 'rows') return;
  const isBare = bareComparisons.includes(assertion.op);
  if (isBare === (assertion.value === undefined)) return;
  addIssue({
    code: 'custom',
    path: ['value'],
    message: isBare ? 'is not compared with anything' : 'is missing',
  });
});

export type Assertion = z.output<typeof assertionSchema>;
export const assertionsSchema = z.array(assertionSchema).max(200);

/** Text that an assertion or a value is taken from. */
export type TextSource = z.output<typeof textSource>;
