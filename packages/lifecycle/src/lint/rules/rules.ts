import type { Direction } from '../../migrate/rules/direction.ts';

interface Words {
  readonly why: string;
  readonly fix: string;
  /** Where the way down is fixed otherwise: no later migration finishes what it began. */
  readonly fixDown?: string;
}

/**
 * Our rules: why each is one, and what to write instead. Printed on the terminal of whoever writes
 * migrations; PostgreSQL's manual is the source (ALTER TABLE, CREATE INDEX, explicit locking).
 */
export const rules = {
  'index-without-concurrently': {
    why: 'Nobody can write to the table (or even read it) while the index is built, dropped or rebuilt.',
    fix: 'Use CONCURRENTLY in a migration of its own with `config = { transaction: false }`; a UNIQUE or PRIMARY KEY is then added with USING INDEX.',
  },
  'constraint-without-not-valid': {
    why: 'The whole table is checked while others are locked out of it.',
    fix: 'Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration: that only holds up other schema changes.',
    fixDown:
      'Add it NOT VALID and VALIDATE CONSTRAINT after it, in a migration with `config = { transaction: false }`.',
  },
  'validate-with-add': {
    why: 'The lock that added the constraint is held until the end of the transaction, and so while every row is checked.',
    fix: 'Put VALIDATE CONSTRAINT into a later migration.',
    fixDown: 'Give the migration `config = { transaction: false }`.',
  },
  'never-validated': {
    why: 'The constraint is NOT VALID and no migration validates it: older rows may break it for good.',
    fix: 'Add a migration with ALTER TABLE … VALIDATE CONSTRAINT.',
    fixDown:
      'It was validated before the way up: VALIDATE CONSTRAINT after it, in a migration with `config = { transaction: false }`.',
  },
  'not-null-without-check': {
    why: 'The whole table is read for NULLs under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile.',
    fix: 'First add CHECK (column IS NOT NULL) NOT VALID and validate it, in migrations before this one; SET NOT NULL then takes its word. Drop the check afterwards.',
    fixDown:
      'The same steps one after the other, in a migration with `config = { transaction: false }`: add CHECK (column IS NOT NULL) NOT VALID, validate it, SET NOT NULL, drop the check.',
  },
  'rewriting-type-change': {
    why: 'The table or its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile.',
    fix: 'Add a column of the new type, keep it up to date with a trigger, fill it in batches, swap the names.',
  },
  'volatile-default': {
    why: 'The value differs from row to row, so the table is written anew under ACCESS EXCLUSIVE.',
    fix: 'Add the column without it, SET DEFAULT for new rows, and fill the old ones in batches.',
  },
  'table-rewrite': {
    why: 'The table or its indexes are written anew, and nobody reads or writes it meanwhile.',
    fix: 'Find a way that changes only the catalog, or do it in a maintenance window and say so.',
  },
  'backfill-with-ddl': {
    why: 'The locks of the schema changes are held until every row is written.',
    fix: 'Put it into a migration of its own with `config = { transaction: false }`, in batches.',
  },
  drop: {
    why: 'What is dropped is gone, and programs that still use it break.',
    fix: 'Drop it once no released version uses it, and say so: -- lint: allow drop because <reason>',
    fixDown: 'Drop only what the way up made; or say why: -- lint: allow drop because <reason>',
  },
  rename: {
    why: 'Programs that still use the old name break at that moment.',
    fix: 'Add the new one beside it, or say why nobody uses the old name: -- lint: allow rename because <reason>',
    fixDown:
      'Give it the name that it had before the way up; or say why: -- lint: allow rename because <reason>',
  },
  'opaque-block': {
    why: 'What it executes (a DO block, or syntax that the parser does not know) cannot be read from outside; only some of its effects were seen.',
    fix: 'Write its statements as such, or say what it does: -- lint: allow opaque-block because <reason>',
  },
  'question-mark-as-binding': {
    why: 'To Knex a ? in raw is a place for a value, here without one, so $1 is sent in its stead: as another operator it fails, and in a literal or a function body it changes what is stored.',
    fix: 'Write \\\\? for a question mark, or give the value: knex.raw(sql, [value]).',
  },
  'allowance-without-reason': {
    why: 'An exception without a reason cannot be judged by whoever reads it later.',
    fix: 'Write: -- lint: allow <rule> because <reason>',
  },
  'allowance-unused': {
    why: 'The statement does not break this rule, or there is no such rule.',
    fix: 'Remove the comment, or put it right before the statement it is meant for.',
  },
} as const satisfies Record<string, Words>;

export type RuleName = keyof typeof rules;

export function wordsOf(
  rule: RuleName,
  direction: Direction,
): { readonly why: string; readonly fix: string } {
  const { why, fix, fixDown = fix }: Words = rules[rule];
  return { why, fix: direction === 'up' ? fix : fixDown };
}
