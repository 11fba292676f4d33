import {
  type AdoptionPlan,
  type FoundDifference,
  fixesOf,
} from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { isAcceptedByItself, takesNothingAway } from '@atelier/lifecycle/adopt/rules/acceptance.ts';
import { quoteName } from '@atelier/lifecycle/catalog/quote.ts';
import type { RepairRecord } from '@atelier/lifecycle/records/repair-records.ts';
import { isFixable, type Repair } from '@atelier/lifecycle/repair/rules/repair-plan.ts';

/** What `adopt --repair` does about each difference. */
export interface RepairChoice {
  /** Those that look at the rows as well. */
  readonly repairs: readonly Repair[];
  /** Fixed by a statement. */
  readonly fixes: readonly FoundDifference[];
  /** Neither fixed nor accepted. */
  readonly open: readonly FoundDifference[];
  /** Columns that keep what would be lost: the repairs make them, or earlier ones have. */
  readonly kept: readonly string[];
}

/**
 * Chooses every repair of the profile's tables, and a fix for every other difference, except for those that
 * are accepted. A fix that would take something away is not chosen: its difference is left open.
 *
 * @param earlier repairs that were carried out before, for example by an adoption that was killed after
 * them
 */
export function chooseRepairs(
  plan: AdoptionPlan,
  repairs: readonly Repair[],
  accepted: ReadonlySet<string>,
  earlier: readonly RepairRecord[],
): RepairChoice {
  const keptBefore = new Set(keptColumns(plan, earlier));
  const wanted = plan.differences.filter(
    (each) => !accepted.has(each.id) && !keptBefore.has(each.id) && !isAcceptedByItself(each),
  );
  const chosen = repairs.filter(
    (repair) =>
      isFixable(repair) &&
      isOnTableOf(plan, repair) &&
      !plan.differences.some((each) => accepted.has(each.id) && isFixedBy(each, repair)),
  );
  const rest = wanted.filter((each) => !chosen.some((repair) => isFixedBy(each, repair)));
  // A uuid column that cannot be repaired is not converted by force either.
  const gentle = rest.filter(
    (each) => takesNothingAway(each) && !repairs.some((one) => isFixedBy(each, one)),
  );
  const fixes = fixesOf(plan, gentle).filter(({ fix }) => fix !== null);
  const fixed = new Set(fixes.map(({ id }) => id));
  return {
    repairs: chosen,
    fixes,
    open: rest.filter(({ id }) => !fixed.has(id)),
    kept: [
      ...keptBefore,
      ...chosen.flatMap((repair) =>
        repair.kind === 'resource-key' && repair.kept !== null
          ? [keptColumn(repair.table.name, repair.kept)]
          : [],
      ),
    ],
  };
}

/**
 * The differences that are columns in which repairs in force keep values: nobody has to accept those
 * again, as long as they are what the repair made.
 */
export function keptColumns(
  { differences }: AdoptionPlan,
  earlier: readonly RepairRecord[],
): readonly string[] {
  const kept = new Set(
    earlier.flatMap(({ undoneAt, facts }) =>
      undoneAt === null && facts.kind === 'resource-key' && facts.kept !== null
        ? [`${keptColumn('resources', facts.kept)} ${quoteName(facts.kept)} uuid`]
        : [],
    ),
  );
  return differences.filter(({ id, actual }) => kept.has(`${id} ${actual}`)).map(({ id }) => id);
}

/** Whether a repair is of a table that the profile takes over. */
export function isOnTableOf({ found }: AdoptionPlan, { table }: Repair): boolean {
  const isIt = found.some(({ kind, name }) => kind === 'table' && name === table.name);
  return table.schema === 'public' && isIt;
}

const keptColumn = (table: string, column: string): string => `extra:column:${table}.${column}`;

/** Whether a repair settles the difference. */
export function isFixedBy({ object }: FoundDifference, repair: Repair): boolean {
  if (object.name !== repair.table.name) return false;
  return object.part === (repair.kind === 'resource-key' ? repair.column : repair.index);
}
