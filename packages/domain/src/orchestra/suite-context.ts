import { isRecord } from '../kernel/is-record.ts';
import type { Json } from './json.ts';
import type { Scenario, SuiteDefinition } from './suite-file.ts';

/**
 * What scenarios leave for each other: values by name. Those of a scenario that runs once for each row are kept by the
 * keys of the rows: `{ orderId: { berlin: 1, paris: 2 } }`.
 */
export type SuiteContext = Readonly<Record<string, Json>>;

/** The context with what one run has left in it. */
export function withExports(
  context: SuiteContext,
  rowKey: string | null,
  values: Readonly<Record<string, Json>>,
): SuiteContext {
  if (rowKey === null) return { ...context, ...values };
  const byRow = Object.entries(values).map(([name, value]): [string, Json] => {
    const before = context[name];
    return [
      name,
      { ...(isRecord(before) ? (before as Record<string, Json>) : {}), [rowKey]: value },
    ];
  });
  return { ...context, ...Object.fromEntries(byRow) };
}

/**
 * What `suite.` is in a run: of a scenario with the same data set the value of the same row, of one with another the
 * values by row.
 */
export function suiteScope(
  definition: SuiteDefinition,
  { dataSet }: Scenario,
  rowKey: string | null,
  context: SuiteContext,
): SuiteContext {
  if (dataSet === undefined || rowKey === null) return context;
  const own = new Set(
    definition.scenarios.filter((one) => one.dataSet === dataSet).flatMap(suiteExports),
  );
  return Object.fromEntries(
    Object.entries(context).flatMap(([name, value]): [string, Json][] => {
      if (!own.has(name)) return [[name, value]];
      const ofRow = isRecord(value) && Object.hasOwn(value, rowKey) ? value[rowKey] : undefined;
      return ofRow === undefined ? [] : [[name, ofRow as Json]];
    }),
  );
}

/** Names that a scenario gives to the suite. */
export function suiteExports({ steps }: Scenario): readonly string[] {
  return steps.flatMap(({ meta }) =>
    Object.entries(meta.exportAs ?? {})
      .filter(([, { scope }]) => scope === 'suite')
      .map(([name]) => name),
  );
}
