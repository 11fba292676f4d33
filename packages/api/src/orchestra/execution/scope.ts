import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { secretParts } from '@atelier/domain/orchestra/secret-parts.ts';
import type { TemplateScope } from '@atelier/domain/orchestra/templates.ts';
import { patiently } from './patiently.ts';
import type { StepState } from './run-state.ts';

/** What templates of a step see, and which of it must not be seen by anybody else. */
export interface StepScope {
  readonly scope: TemplateScope;
  readonly secrets: Readonly<Record<string, string>>;
  /** All values that evidence hides. */
  readonly hidden: readonly string[];
}

export async function scopeOf(state: StepState): Promise<StepScope> {
  const { services, context, known, scenario, run, step } = state;
  const { environment, dataSets } = known.plan;
  const secrets = await patiently(state, () => services.secrets.of(services.db, environment.id));
  const opened = openedValues(state);
  const row = dataSets
    .find(({ name }) => name === scenario.dataSet)
    ?.rows.find(({ key }) => key === context.row);
  const columns = dataSets.find(({ name }) => name === scenario.dataSet)?.columns ?? [];
  const data = Object.fromEntries(
    columns.map(({ name }) => [name, row?.values[name] ?? null] as const),
  );
  return {
    secrets,
    hidden: [...Object.values(secrets), ...opened.hidden].flatMap(secretParts),
    scope: {
      data,
      env: { ...environment.variables, baseUrls: environment.baseUrls },
      secret: secrets,
      ctx: { ...context.ctx, ...opened.ctx },
      suite: { ...known.context, ...context.suite, ...opened.suite },
      run: { id: run.id, suiteRunId: context.suiteRunId },
      scenario: { key: scenario.key, name: scenario.name },
      row: { key: context.row },
      step: { key: step.key, name: step.name, attempt: context.attempt },
    },
  };
}

/** Values that steps exported as secret, opened for this step alone. */
function openedValues({ services, context }: StepState) {
  const ctx: Record<string, Json> = {};
  const suite: Record<string, Json> = {};
  for (const [place, sealed] of Object.entries(context.sealed)) {
    const value = services.secrets.open(sealed) as Json | undefined;
    if (value === undefined) continue;
    const [of, name = ''] = place.split(':', 2);
    (of === 'suite' ? suite : ctx)[name] = value;
  }
  return { ctx, suite, hidden: [...Object.values(ctx), ...Object.values(suite)].flatMap(leaves) };
}

/** Texts and numbers in a value. */
export function leaves(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isRecord(value)) return Object.values(value).flatMap((one) => leaves(one as Json));
  return value === null || typeof value === 'boolean' ? [] : [String(value)];
}
