import { count } from '../terminal/count.ts';
import type {
  InvalidIndexRepair,
  Obstacle,
  Repair,
  ResourceKeyRepair,
  RunningTimersRepair,
} from './rules/repair-plan.ts';
import { closingRule } from './rules/running-timers.ts';

/** How many rows of a long list are shown; `--json` has them all. */
const shown = 20;

/** A repair for people: what is wrong, what would be done, and what stands in the way. */
export function repairLines(repair: Repair): string[] {
  return [
    `${repair.id}`,
    ...bodyOf(repair).map((line) => `  ${line}`),
    ...repair.obstacles.map((obstacle) => `  Not possible: ${obstacleLine(obstacle)}`),
  ];
}

function bodyOf(repair: Repair): string[] {
  switch (repair.kind) {
    case 'running-timers':
      return timerLines(repair);
    case 'resource-key':
      return keyLines(repair);
    case 'invalid-index':
      return indexLines(repair);
  }
}

function timerLines({ table, index, replaces, closings }: RunningTimersRepair): string[] {
  const name = `${table.schema}.${table.name}`;
  const owners = new Set(closings.map(({ owner }) => owner));
  return [
    `${name} has no unique index that forbids a second running timer of an owner.`,
    ...(closings.length === 0
      ? []
      : [
          `${count(owners.size, 'owner')} with several; ${count(closings.length, 'timer')} to be closed.`,
          closingRule,
          ...cut(closings, ({ id, owner, start, end }) => [
            `  owner ${owner}: timer ${id}, running since ${start}, ends ${end}`,
          ]),
        ]),
    ...(replaces === null ? [] : [`Drop the invalid index: ${replaces}`]),
    `CREATE UNIQUE INDEX ${index} ON ${name} (owner_id) WHERE end_time IS NULL`,
  ];
}

function keyLines({ table, column, parent, values, kept }: ResourceKeyRepair): string[] {
  const name = `${table.schema}.${table.name}`;
  const lost = values.filter(({ mapped }) => mapped === null);
  return [
    `${name}.${column} is a uuid, and the keys of ${parent} are integers.`,
    values.length === 0
      ? 'Every value is NULL.'
      : `${count(values.length, 'value')}, of which ${lost.length} ${lost.length === 1 ? 'points' : 'point'} nowhere:`,
    ...cut(values, ({ value, rows, mapped }) => [
      `  ${value} in ${count(rows, 'row')}: ${mapped === null ? 'points nowhere' : `is ${parent} ${mapped}`}`,
    ]),
    ...(kept === null ? [] : [`Keep the values as they are in a new column ${kept}.`]),
    `ALTER TABLE ${name} ALTER COLUMN ${column} TYPE integer`,
  ];
}

function indexLines({ index, action, definition }: InvalidIndexRepair): string[] {
  return [
    `The index ${index} is not valid: a crash or a failure left it. No query uses it.`,
    definition,
    action === 'drop' ? 'DROP INDEX CONCURRENTLY' : 'REINDEX INDEX CONCURRENTLY',
  ];
}

function obstacleLine(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'column-type':
      return `the column ${obstacle.column} is ${obstacle.type ?? 'missing'}, not ${obstacle.expected}`;
    case 'column-default':
      return `the column ${obstacle.column} has a default, ${obstacle.default}`;
    case 'used-by':
      return `the column ${obstacle.column} is used by ${obstacle.users}`;
    case 'name-taken':
      return `the name ${obstacle.name} is taken: ${obstacle.definition}`;
    case 'duplicates':
      return `${obstacle.rows} rows have the key ${obstacle.key}`;
    case 'not-ours':
      return `${obstacle.table} is not Atelier’s; tell its owner`;
  }
}

function cut<Item>(items: readonly Item[], lines: (item: Item) => string[]): string[] {
  const rest = items.length - shown;
  return [
    ...items.slice(0, shown).flatMap(lines),
    ...(rest > 0 ? [`  … and ${rest} more (--json lists them all)`] : []),
  ];
}
