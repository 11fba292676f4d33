import type { Knex } from 'knex';

interface Wanted {
  /** Of the cursor: no two are open under one name. */
  readonly name: string;
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
  /** In memory at once. */
  readonly rows: number;
}

/**
 * What a query gives, a part at a time, as it was when the first one was asked for. It needs a transaction, which may do
 * other things in between.
 */
export async function* inParts<Row>(
  trx: Knex,
  { name, sql, bindings, rows: size }: Wanted,
): AsyncGenerator<readonly Row[]> {
  await trx.raw(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, [...bindings]);
  try {
    for (;;) {
      const { rows } = await trx.raw<{ rows: Row[] }>(`FETCH ${size} FROM ${name}`);
      if (rows.length > 0) yield rows;
      if (rows.length < size) return;
    }
  } finally {
    // A transaction that failed has closed it.
    await trx.raw(`CLOSE ${name}`).catch(() => {});
  }
}
