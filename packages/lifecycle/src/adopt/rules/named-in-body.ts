/** How the text of a function names things that move to another schema. */
export interface NamesInBody {
  /** Named with the schema that they leave: `public.tasks`. */
  readonly qualified: readonly string[];
  /** Named alone: found through the search path. */
  readonly bare: readonly string[];
}

const token = /--[^\n]*|\/\*[\s\S]*?\*\/|(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)/gu;

/**
 * Those of `names` that a function's body mentions, in the order of `names`. Comments do not count; string
 * literals do, since a statement may be put together from them. A variable with the name of a table counts
 * as the table: better one function too many to look at than one too few.
 */
export function namesInBody(
  body: string,
  names: readonly string[],
  schema = 'public',
): NamesInBody {
  const wanted = new Set(names);
  const qualified = new Set<string>();
  const bare = new Set<string>();
  let before: { readonly name: string; readonly end: number } | undefined;
  for (const match of body.matchAll(token)) {
    if (match[0].startsWith('--') || match[0].startsWith('/*')) continue;
    const name = unquoted(match[0]);
    const prefix =
      before !== undefined && /^\s*\.\s*$/.test(body.slice(before.end, match.index))
        ? before.name
        : undefined;
    const rest = body.slice(match.index + match[0].length);
    if (wanted.has(name)) {
      if (prefix === schema) qualified.add(name);
      // Behind another name's point it is a column, or lies in another schema. Before one it is a
      // schema, or a table that is named elsewhere as well, unless a column lends its type.
      else if (prefix === undefined && !/^\s*\.(?!\s*[\w"$]+\s*%\s*type)/i.test(rest))
        bare.add(name);
    }
    before = { name, end: match.index + match[0].length };
  }
  return {
    qualified: names.filter((name) => qualified.has(name)),
    bare: names.filter((name) => bare.has(name)),
  };
}

/** The text with every `public.name` of `names` naming the schema `to` instead. */
export function requalify(
  text: string,
  names: readonly string[],
  to: string,
  from = 'public',
): string {
  if (names.length === 0) return text;
  const either = (name: string) =>
    `(?:"${inPattern(name.replaceAll('"', '""'))}"|${inPattern(name)}(?![\\p{L}\\p{N}_$]))`;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_$."])(?:"${inPattern(from)}"|${inPattern(from)})(\\s*\\.\\s*${names
      .map(either)
      .join('|\\s*\\.\\s*')})`,
    'giu',
  );
  return text.replace(pattern, (_whole, rest: string) => `"${to.replaceAll('"', '""')}"${rest}`);
}

/** As PostgreSQL reads a name: in small letters unless it is quoted. */
function unquoted(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase();
}

const inPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
