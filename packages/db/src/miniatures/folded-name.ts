/** Drawn as nothing, or deciding only how what stands beside it is drawn. */
const unseen = ['00AD', '200B', '200C', '200D', '200E', '200F', '2060', 'FE0E', 'FE0F', 'FEFF'];

/**
 * SQL for what two names that read the same have in common: composed (NFC), in lower case, each run of
 * blanks as one, without what cannot be seen. ICU's rules decide which letters differ only in case, and
 * what is a blank, whatever rules the database itself uses.
 *
 * @param name an expression of type text
 */
export function foldedName(name: string): string {
  const seen = `translate(${name}, U&'${unseen.map((code) => `\\${code}`).join('')}', '')`;
  const spaced = `regexp_replace(${seen} COLLATE kernel.name_en, '\\s+', ' ', 'g')`;
  return `lower(normalize(btrim(${spaced}), NFC))`;
}
