import type { Constraint, Named, Trigger } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { step } from './transition.ts';

const enabling: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

export function makeTrigger(table: Named, trigger: Trigger): readonly Step[] {
  // A partition's comes with the partitioned table's, and as that one stands.
  if (trigger.inherited) return [enableTrigger(table, trigger)];
  return [
    step('trigger', trigger.definition),
    ...(trigger.enabled === 'O' ? [] : [enableTrigger(table, trigger)]),
  ];
}

export function enableTrigger(table: Named, { name, enabled, inherited }: Trigger): Step {
  const word = enabling[enabled] ?? 'ENABLE';
  return step(
    'trigger',
    `ALTER TABLE ${quoteQualified(table)} ${word} TRIGGER ${quoteName(name)}`,
    // On a partitioned table it is said of the partitions' too.
    inherited ? 1.5 : 1,
  );
}

export function dropTrigger(table: Named, { name, inherited }: Trigger): readonly Step[] {
  if (inherited) return [];
  return [step('drop trigger', `DROP TRIGGER ${quoteName(name)} ON ${quoteQualified(table)}`)];
}

/** Another fix may have had to take it away, and then makes it again by its new name. */
export function renameTrigger(table: Named, from: string, to: string): Step {
  const name = quoteQualified(table);
  return step(
    'rename',
    `DO $rename$ BEGIN
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(${quoteLiteral(name)}) AND tgname = ${quoteLiteral(from)}) THEN
    ALTER TRIGGER ${quoteName(from)} ON ${name} RENAME TO ${quoteName(to)};
  END IF;
END $rename$`,
  );
}

/** Enables and disables the triggers by which a constraint is kept; only a superuser may. */
export function constraintTriggersStep(table: Named, { name, triggers }: Constraint): Step {
  const states = quoteLiteral(triggers ?? '').trim();
  return step(
    'trigger',
    `DO $triggers$ DECLARE change text;
BEGIN
  FOR change IN SELECT format('ALTER TABLE %s %s TRIGGER %I', g.tgrelid::regclass,
      CASE WHEN strpos(${states}, p.proname || ' D') > 0 THEN 'DISABLE'
        WHEN strpos(${states}, p.proname || ' R') > 0 THEN 'ENABLE REPLICA'
        WHEN strpos(${states}, p.proname || ' A') > 0 THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, g.tgname)
    FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_constraint k ON k.oid = g.tgconstraint
    WHERE g.tgisinternal AND k.conrelid = to_regclass(${quoteLiteral(quoteQualified(table)).trim()})
      AND k.conname = ${quoteLiteral(name).trim()}
  LOOP
    EXECUTE change;
  END LOOP;
END $triggers$`,
    2,
  );
}
