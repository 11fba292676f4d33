import type { Difference } from '../../catalog/rules/difference.ts';

/**
 * Whether a difference is accepted without asking: a table with its columns in another order is the same to
 * everything that names them, and the order is never a reason to rewrite a table.
 */
export function isAcceptedByItself({ class: kind, object }: Difference): boolean {
  return kind === 'order-only' && object.kind !== 'enum';
}

/**
 * Whether only the body of a function differs. What a program's function does is the program's own
 * business, and every release may write it differently: only its name, arguments, result and language
 * count.
 */
export function isOwnBody({ class: kind, expected, actual }: Difference): boolean {
  if (kind !== 'function' || expected === null || actual === null) return false;
  return headOf(expected) === headOf(actual);
}

/** What PostgreSQL writes before the body of a function. */
const headOf = (definition: string): string => definition.split(/\nAS \$|\nBEGIN ATOMIC/)[0] ?? '';

/**
 * Whether a fix takes nothing away: what exists but is not expected belongs to somebody, and is accepted or
 * dropped by hand. The same goes for a default, since programs that leave the column out would fail without
 * it.
 */
export function takesNothingAway({ class: kind, expected }: Difference): boolean {
  return kind !== 'extra' && !(kind === 'default' && expected === null);
}
