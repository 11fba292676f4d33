/** A name as SQL takes it, whatever letters it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A name in the text of Knex's `raw`, where its own `??` would write it in snake case, and split it at
 * dots and `as`.
 */
export function rawName(name: string): string {
  return quoteName(name).replaceAll('?', '\\?');
}

/** `"schema"."name"`. */
export function quoteQualified({ schema, name }: { schema: string; name: string }): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

/** A text as a literal; with an escape where it holds a backslash, as `quote_literal` does. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
}
