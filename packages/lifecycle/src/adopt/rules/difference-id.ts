import type { Difference } from '../../catalog/rules/difference.ts';

/**
 * The name by which a person refers to a difference, such as
 * `missing:index:time_entries.ux_time_entries_running`. The schema is left out: the tables move, and what
 * was accepted before is the same difference afterwards.
 */
export function differenceId({ class: driftClass, object }: Difference): string {
  const { kind, schema, name, part } = object;
  const prefixes = [`${schema}.`, `"${schema}".`];
  const prefix = prefixes.find((each) => name.startsWith(each)) ?? '';
  const subject = [name.slice(prefix.length), part].filter((word) => word).join('.');
  return [driftClass, kind, subject].join(':').replaceAll(' ', '-');
}
