import type {
  Collation,
  Extension,
  Index,
  Routine,
  Sequence,
  Type,
  View,
} from '../../catalog/catalog-types.ts';
import { ownedLike } from '../../catalog/owned-like.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { guardCount } from './guard.ts';
import { dropIndex, makeIndex } from './make-table.ts';
import { makeTrigger } from './make-trigger.ts';
import { step } from './transition.ts';

type Placed<Kind> = Kind & { readonly place: number };

export function makeView(view: Placed<View>): readonly Step[] {
  return [
    step('view', view.definition, view.place),
    ...view.indexes.flatMap((each) => makeIndexOfView(view.schema, each, view.place)),
    ...alterations(view),
    ...view.triggers.flatMap((each) => makeTrigger(view, each)),
  ];
}

/** One that marks an index stands behind the view's indexes. */
function alterations(view: Placed<View>): readonly Step[] {
  const kind = view.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return view.alterations.map((change, turn) =>
    step(
      'view',
      `ALTER ${kind} ${quoteQualified(view)} ${change}`,
      view.place + 0.7 + turn / 10_000,
    ),
  );
}

/** It stands right behind its view. */
export function makeIndexOfView(schema: string, index: Index, place: number): readonly Step[] {
  return makeIndex(schema, index).map(({ sql, rank }) =>
    step('view', sql, place + 0.5 + rank / 10),
  );
}

/** Before its view, which may go too. */
export function dropIndexOfView(schema: string, index: Index): readonly Step[] {
  return dropIndex(schema, index).map(({ sql }) => step('drop trigger', sql));
}

export function dropView(view: Placed<View>): readonly Step[] {
  const kind = view.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return [step('drop view', `DROP ${kind} ${quoteQualified(view)}`, -view.place)];
}

export function makeFunction({ definition, made }: Routine): readonly Step[] {
  return [step('function', definition, made)];
}

/** @param changed it is made again with another signature, so it has to go before */
export function dropFunction({ kind, name, made }: Routine, changed: boolean): readonly Step[] {
  const sql = `DROP ${kind.toUpperCase()} ${name}`;
  return [step(changed ? 'drop changed function' : 'drop function', sql, -made)];
}

export function makeType({ definition, made }: Type): readonly Step[] {
  return [step('type', definition, made)];
}

export function dropType(type: Type): readonly Step[] {
  const kind = type.kind === 'domain' ? 'DOMAIN' : 'TYPE';
  return [step('drop type', `DROP ${kind} ${quoteQualified(type)}`, -type.made)];
}

export function makeSequence(sequence: Sequence): readonly Step[] {
  return [
    step(
      'sequence',
      `CREATE ${sequence.unlogged ? 'UNLOGGED ' : ''}SEQUENCE ${quoteQualified(sequence)} ${sequence.options}`,
    ),
    ...(sequence.ownedBy === null ? [] : [...ownSequence(sequence), behindKeys(sequence)]),
  ];
}

/** A new one goes on behind the largest key that stands. */
function behindKeys({ ownedBy, ...sequence }: Sequence): Step {
  const table = ownedBy === null ? '' : quoteQualified(ownedBy);
  const column = quoteName(ownedBy?.column ?? '');
  return step(
    'ownership',
    `SELECT setval(${quoteLiteral(quoteQualified(sequence))}, max(${column})) FROM ${table} HAVING max(${column}) > 0`,
    2,
  );
}

/** A crash of the server resets one that is not logged. */
export function logSequence(sequence: Sequence): Step {
  const logged = sequence.unlogged ? 'UNLOGGED' : 'LOGGED';
  return step('sequence', `ALTER SEQUENCE ${quoteQualified(sequence)} SET ${logged}`);
}

/** Ties the sequence to its column, or to none; it gets the owner of the table. */
export function ownSequence(sequence: Sequence): readonly Step[] {
  const { ownedBy } = sequence;
  const name = quoteQualified(sequence);
  if (ownedBy === null) return [step('ownership', `ALTER SEQUENCE ${name} OWNED BY NONE`)];
  return [
    step('ownership', ownedLike('SEQUENCE', name, ownedBy)),
    step(
      'ownership',
      `ALTER SEQUENCE ${name} OWNED BY ${quoteQualified(ownedBy)}.${quoteName(ownedBy.column)}`,
      1,
    ),
  ];
}

/**
 * It may have gone with the table that owned it.
 *
 * @param isNew the way back made it: there was no earlier next number that could be lost
 */
export function dropSequence(sequence: Sequence, isNew: boolean): readonly Step[] {
  return [
    ...(isNew ? [] : [guardCount(sequence)]),
    step('drop sequence', `DROP SEQUENCE IF EXISTS ${quoteQualified(sequence)}`),
  ];
}

export function makeCollation(collation: Collation): readonly Step[] {
  const { provider, locale, deterministic } = collation;
  const options = `provider = ${provider}, locale = ${quoteLiteral(locale)}, deterministic = ${deterministic}`;
  return [step('collation', `CREATE COLLATION ${quoteQualified(collation)} (${options})`)];
}

export function dropCollation(collation: Collation): readonly Step[] {
  return [step('drop collation', `DROP COLLATION ${quoteQualified(collation)}`)];
}

export function makeSchema(name: string): readonly Step[] {
  return [step('schema', `CREATE SCHEMA ${quoteName(name)}`)];
}

export function dropSchema(name: string): readonly Step[] {
  return [step('drop schema', `DROP SCHEMA ${quoteName(name)}`)];
}

export function makeExtension({ name, schema }: Extension): readonly Step[] {
  return [step('extension', `CREATE EXTENSION ${quoteName(name)} SCHEMA ${quoteName(schema)}`)];
}

export function dropExtension({ name }: Extension): readonly Step[] {
  return [step('drop extension', `DROP EXTENSION ${quoteName(name)}`)];
}
