import { z } from 'zod';
import { type Assertion, assertionsSchema } from './assertions/schemas.ts';
import type { Json } from './json.ts';
import { requestSchemas } from './step-requests.ts';
import { fieldText, isPlainAssertion, isPlainRequest } from './step-texts.ts';
import type { Step } from './suite-file.ts';
import type { TemplateSources } from './template-functions.ts';
import { hasTemplate } from './template-syntax.ts';
import { type RenderFault, renderTemplates, type TemplateScope } from './templates.ts';

/** Why a step cannot be carried out as it stands. Never tells a value. */
export interface StepFault {
  readonly code: RenderFault['code'] | 'value';
  /** Where in the request, or in the list of assertions. */
  readonly field: string;
  readonly written: string;
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly StepFault[] };

/** The request of each driver. */
export type Request = Step['request'];

/** A request with its templates replaced, and of the shape that its driver takes. */
export function renderRequest<D extends Step['driver']>(
  driver: D,
  request: Request,
  scope: TemplateScope,
  sources: TemplateSources,
): Outcome<z.output<(typeof requestSchemas)[D]>> {
  const schema: z.ZodType<z.output<(typeof requestSchemas)[D]>> = z
    .any()
    .pipe(requestSchemas[driver]);
  const made = rendered(schema, request as Json, scope, sources, isPlainRequest);
  const field = made.ok ? leftTemplate(made.value) : undefined;
  return field === undefined
    ? made
    : { ok: false, faults: [{ code: 'value', field, written: '' }] };
}

/** A field that takes a number, and was given a text that looks like a template. */
function leftTemplate(request: object): string | undefined {
  const counts = ['parties', 'count', 'timeout', 'for'];
  return Object.entries(request).find(
    ([name, value]) => counts.includes(name) && typeof value === 'string' && hasTemplate(value),
  )?.[0];
}

/** Assertions with their templates replaced. */
export function renderAssertions(
  assertions: readonly Assertion[],
  scope: TemplateScope,
  sources: TemplateSources,
): Outcome<readonly Assertion[]> {
  return rendered(assertionsSchema, assertions as Json, scope, sources, isPlainAssertion);
}

function rendered<T>(
  schema: z.ZodType<T>,
  value: Json,
  scope: TemplateScope,
  sources: TemplateSources,
  isPlain: (path: readonly (string | number)[]) => boolean,
): Outcome<T> {
  const made = renderTemplates(value, scope, sources, isPlain);
  if (!made.ok)
    return {
      ok: false,
      faults: made.faults.map(({ code, path, written }) => ({
        code,
        field: fieldText(path),
        written,
      })),
    };
  const parsed = schema.safeParse(made.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    faults: parsed.error.issues.slice(0, 20).map(({ path }) => ({
      code: 'value' as const,
      field: fieldText(path.map((part) => (typeof part === 'symbol' ? '' : part))),
      written: '',
    })),
  };
}
