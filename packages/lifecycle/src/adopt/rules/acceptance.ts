import type { Difference } from '../../catalog/rules/difference.ts';

/**
 * Whether a difference needs nobody's word: columns in another order are the same table to everything
 * that names them, and are never a reason to write a table anew.
 */
export function isAcceptedByItself({ class: kind, object }: Difference): boolean {
  return kind === 'order-only' && object.kind !== 'enum';
}

/**
 * Whether only the body of a function differs. What a program's function does is the program's own
 * business, and written in as many ways as it has releases: its name, arguments, result and language count.
 */
export function isOwnBody({ class: kind, expected, actual }: Difference): boolean {
  if (kind !== 'function' || expected === null || actual === null) return false;
  return headOf(expected) === headOf(actual);
}

/** What PostgreSQL writes before the body of a function. */
const headOf = (definition: string): string => definition.split(/\nAS \$|\nBEGIN ATOMIC/)[0] ?? '';

/**
 * Whether a fix takes nothing away: what stands and is not expected is somebody's, and is accepted or
 * dropped by hand. So is a default, for programs that leave the column out would fail without it.
 */
export function takesNothingAway({ class: kind, expected }: Difference): boolean {
  return kind !== 'extra' && !(kind === 'default' && expected === null);
}
