import type { Trigger } from '../catalog/catalog-types.ts';
import type { Lookup } from './compare/lookup.ts';

/**
 * What a trigger does, by which a trigger of another name is recognised as the same: when it fires, and the
 * text of the function that it calls, whatever that function's name.
 *
 * @param lookup finds the function
 */
export function meaningOf({ definition }: Trigger, lookup: Lookup): string {
  const [whole = '', call = '', name = ''] =
    /EXECUTE FUNCTION ((?:"(?:[^"]|"")*"|[^"(])+)\((.*)\)$/s.exec(definition) ?? [];
  const text = functionText(lookup, call);
  const rest = definition.slice(0, definition.length - whole.length);
  return JSON.stringify([unnamed(rest), text ?? call, name]);
}

/** Without its name, and with the columns of `UPDATE OF` in one order. */
const unnamed = (definition: string): string =>
  definition
    .replace(/^(CREATE (?:CONSTRAINT )?TRIGGER )(?:"(?:[^"]|"")*"|[^ ]+)/, '$1')
    .replace(
      /( UPDATE OF )(.+?)( (?:OR|ON) )/s,
      (_, before: string, columns: string, behind: string) =>
        `${before}${columns.split(', ').toSorted().join(', ')}${behind}`,
    );

/** The definition of a trigger's function behind its name; undefined where it is not known. */
function functionText({ catalog }: Lookup, call: string): string | undefined {
  const found = catalog.functions.find(
    ({ name, arguments: taken }) => taken === '' && name === `${call}()`,
  );
  if (found === undefined) return undefined;
  const text = found.definition.slice(found.definition.indexOf('\n'));
  // Blanks and capitals say nothing where nothing is quoted.
  const isPlain = !/['"]|--|\/\*/.test(text);
  return isPlain ? text.toLowerCase().replaceAll(/\s+/g, ' ').trim() : text;
}
