import { commonPasswords } from './common-passwords.ts';

/** In characters, as people count them (code points). */
export const passwordLengths = { least: 12, most: 128 } as const;

/** What is wrong with a new password. */
export type PasswordFault = 'short' | 'long' | 'common' | 'personal';

/**
 * Null for a password that may be set. As NIST SP 800-63B has it: it is long enough, and not among those that
 * are tried first; no rule says which kinds of characters it has.
 *
 * @param about what is known of whoever sets it: their address and name, which are tried first as well
 */
export function passwordFault(
  password: string,
  about: readonly string[] = [],
): PasswordFault | null {
  const characters = [...normalPassword(password)];
  if (characters.length < passwordLengths.least) return 'short';
  if (characters.length > passwordLengths.most) return 'long';
  const plain = characters.join('').toLowerCase();
  if (isCommon(plain)) return 'common';
  const known = about.flatMap((text) => [text, text.replace(/@.*$/, '')]);
  return known.some((text) => text.toLowerCase() === plain) ? 'personal' : null;
}

/** The same password, whichever keyboard it was typed on (NIST SP 800-63B: normalised before it is hashed). */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Common as it is, with figures or marks behind it, repeated, or a run of one character or of the keyboard. */
function isCommon(plain: string): boolean {
  if (commonPasswords.has(plain) || runs.some((run) => run.includes(plain))) return true;
  const stem = plain.replace(/[\p{N}\p{P}\p{S}\p{Z}]+$/u, '');
  if (stem.length >= 4 && plain.length - stem.length <= 4 && commonPasswords.has(stem)) return true;
  // Of 'abcabcabcabc' the part that is repeated says all there is.
  const [, part] = /^(.{1,5}?)\1+$/su.exec(plain) ?? [];
  return part !== undefined;
}

const runs = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]asdfghjklzxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'q1w2e3r4t5y6u7i8o9p0',
];
