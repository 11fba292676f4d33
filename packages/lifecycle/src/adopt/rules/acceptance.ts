import type { Difference } from '../../catalog/rules/difference.ts';

/**
 * Whether a difference needs nobody's word: columns in another order are the same table to everything
 * that names them, and are never a reason to write a table anew.
 */
export function isAcceptedByItself({ class: kind, object }: Difference): boolean {
  return kind === 'order-only' && object.kind !== 'enum';
}

/**
 * Whether a fix takes nothing away: what stands and is not expected is somebody's, and is accepted or
 * dropped by hand. So is a default, for programs that leave the column out would fail without it.
 */
export function takesNothingAway({ class: kind, expected }: Difference): boolean {
  return kind !== 'extra' && !(kind === 'default' && expected === null);
}
