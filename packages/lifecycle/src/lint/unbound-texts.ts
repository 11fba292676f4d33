import type { Knex } from 'knex';

/** What Knex is about to compile; `sql` still has its question marks. */
interface Compiled {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
}

/** What Knex tells of before it runs it: a `raw`, the steps of a schema, or a query, which binds its own. */
interface Builder {
  readonly isRawInstance?: boolean;
  readonly _sequence?: readonly unknown[];
  toSQL(): Compiled | readonly Compiled[];
}

/**
 * Gathers the texts, as they are sent, in which Knex put `$1` for a question mark that has no value: `raw`
 * without bindings does so silently.
 */
export function watchUnboundTexts(connection: Knex): ReadonlySet<string> {
  const texts = new Set<string>();
  connection.on('start', (builder: Builder) => {
    if (!builder.isRawInstance && builder._sequence === undefined) return;
    for (const { sql, bindings = [] } of [builder.toSQL()].flat()) {
      const text: string = connection.client.positionBindings(sql);
      if (places(text) > places(sql) && bindings.length === 0) texts.add(text);
    }
  });
  return texts;
}

const places = (sql: string): number => sql.match(/\$\d+/g)?.length ?? 0;
