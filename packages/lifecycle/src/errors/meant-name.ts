import { operatorError } from './operator-errors.ts';

/** How many candidates a refusal names. */
const shown = 10;

/**
 * The name that somebody meant: typed in full, or by a beginning that no other name has.
 *
 * @returns undefined when no name begins like that
 * @throws ERR_NAME_AMBIGUOUS with the `candidates` when several do
 */
export function meantName(names: readonly string[], typed: string): string | undefined {
  if (names.includes(typed)) return typed;
  const candidates = typed === '' ? [] : names.filter((name) => name.startsWith(typed));
  if (candidates.length > 1) {
    const more = candidates.length - shown;
    throw operatorError('ERR_NAME_AMBIGUOUS', {
      name: typed,
      candidates: `${candidates.slice(0, shown).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
    });
  }
  return candidates[0];
}
