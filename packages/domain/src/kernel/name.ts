/** Tabs, line breaks of every kind, and what else steers a device instead of being written by it. */
const control = /[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]/u;

/** Blanks, controls, and what is drawn as nothing at all: zero-width characters, fillers, the empty Braille cell. */
const blank = /^[\p{Separator}\p{Control}\p{Format}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** What is wrong with a name. Blanks around it do not count. */
export type NameFault = 'empty' | 'unseen' | 'control' | 'long';

/** Null for a name that can be seen, stands on one line, and has at most `max` characters (code points, as PostgreSQL counts them). */
export function nameFault(name: string, max: number): NameFault | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'empty';
  if (blank.test(trimmed)) return 'unseen';
  if (control.test(trimmed)) return 'control';
  return trimmed.length > max && [...trimmed].length > max ? 'long' : null;
}

/**
 * A name from another program, corrected where {@link nameFault} would call it `unseen` or `control`: a
 * control character becomes a blank, and if nothing in the name can be seen, its code points are written
 * out (`U+200B`), as far as they fit in `max` characters.
 */
export function visibleName(name: string, max: number): string {
  const characters = [...name.trim()];
  if (characters.length > 0 && blank.test(name)) {
    return characters.map(codePointName).join(' ').slice(0, max).trim();
  }
  return characters
    .map((character) => (control.test(character) ? ' ' : character))
    .join('')
    .trim();
}

function codePointName(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, '0')}`;
}
