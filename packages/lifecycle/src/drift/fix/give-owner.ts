import type { Named } from '../../catalog/catalog-types.ts';
import { ownedLike } from '../../catalog/owned-like.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { step, type Transition } from './transition.ts';

/**
 * Gives what a fix makes the owner of a table in the same schema that stays; does nothing if there is none,
 * as in an empty schema.
 *
 * @param name quoted, with its schema; a routine with the types of its arguments
 */
export function giveOwner(
  { to, live }: Pick<Transition, 'to' | 'live'>,
  kind: Parameters<typeof ownedLike>[0],
  schema: string,
  name: string,
): readonly Step[] {
  const isThere = (table: Named) => table.schema === schema && live.table(table) !== undefined;
  const beside = to.catalog.tables.find(isThere);
  return beside === undefined ? [] : [step('carried', ownedLike(kind, name, beside))];
}
