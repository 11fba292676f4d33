import { z } from 'zod';
import { storableText } from '../kernel/text.ts';
import { durationPattern, milliseconds } from './duration.ts';
import { jsonValue } from './json.ts';

/** How a scenario, a step or a row is called by others: it stays while the name changes. */
export const keySchema = z
  .string()
  .regex(/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?$/)
  .refine((key) => key !== '__proto__', 'cannot be a key')
  .meta({ description: 'Letters, digits, `_`, `-`, `.`; up to 100.' });

/** A name in `ctx.`, `suite.` and `data.`, so that templates need no quotes. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
  .refine((name) => name !== '__proto__', 'cannot be a name')
  .meta({ description: 'Letters, digits and `_`, no digit first; up to 64.' });

/** The name of a secret of the environment. Requests name secrets where they are not text: connections, certificates. */
export const secretName = variableName.meta({
  description: 'The name of a secret of the environment.',
});

/** Text in which templates may stand. */
export const longText = storableText.max(100_000);
export const shortText = storableText.max(2000);
export const label = storableText.trim().min(1).max(500);

/** One template and nothing else: it keeps the type of its value. */
export const wholeTemplatePattern = /^\{\{(?:[^{}"]|"(?:[^"\\]|\\.)*")+\}\}$/;
const wholeTemplate = storableText.max(2000).regex(wholeTemplatePattern);

/** A number of things, or the template that gives it. */
export function countOrTemplate(min: number, max: number) {
  return z.union([z.int().min(min).max(max), wholeTemplate]);
}

/** `30s`, `1h30m`, or milliseconds. */
export const duration = z
  .union([z.int().min(0), z.string().min(1).max(40).regex(durationPattern)])
  .refine((written) => milliseconds(written) !== null, 'is longer than a year')
  .meta({ description: '`250ms`, `30s`, `1h30m`, `2d`, or a number of milliseconds.' });

/** A duration, or the template that gives it. */
export const durationOrTemplate = z.union([duration, wholeTemplate]);

/** What is written as text when it is sent: a header, a field of a form. */
export const scalar = z.union([longText, z.number(), z.boolean()]);

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/);
/** Several values under one name are sent as several headers. */
export const headersSchema = z.record(headerName, z.union([scalar, z.array(scalar).max(50)]));

/** Named values: a query, a form. */
export const scalarsSchema = z.record(
  storableText.min(1).max(500),
  z.union([scalar, z.array(scalar).max(500)]),
);

/** What a message carries. */
export const payloadSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('json'), value: jsonValue }),
  z.strictObject({ type: z.literal('text'), text: longText, contentType: shortText.optional() }),
]);

/** A JSONata expression; it is read when a suite is saved. */
export const expressionText = storableText.min(1).max(10_000);

/** The id of an element of a BPMN process. */
export const elementId = storableText.min(1).max(300);
