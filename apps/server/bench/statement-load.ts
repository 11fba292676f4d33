import { json } from 'node:stream/consumers';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { statementText } from '@atelier/db/kernel/prepared-query.ts';
import { recordEntryStatement, recordEntryValues } from '@atelier/db/miniatures/record-entry.ts';
import { Client } from 'pg';

export interface StatementLoad {
  readonly connectionString: string;
  readonly clients: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  /** Client i moves on type i; they are dealt out round and round. */
  readonly typeIds: readonly string[];
}

export interface StatementLoadResult {
  readonly perSecond: number;
  /** How many moves there were, warming up included. */
  readonly moved: number;
}

/** The floor of a move: its one statement, prepared, straight through `pg`. */
async function run(load: StatementLoad): Promise<StatementLoadResult> {
  const clients = Array.from(
    { length: load.clients },
    () => new Client({ connectionString: load.connectionString }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const from = performance.now() + load.warmupSeconds * 1000;
  const until = from + load.seconds * 1000;
  const { name } = recordEntryStatement;
  const text = statementText(recordEntryStatement);
  let counted = 0;
  let moved = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      const typeId = load.typeIds[index % load.typeIds.length] ?? '';
      for (let now = performance.now(); now < until; ) {
        const { rows } = await client.query({
          name,
          text,
          values: recordEntryValues({
            id: newId(),
            typeId,
            kind: 'move',
            from: 'IN_BOX',
            to: 'BUILDING',
            quantity: 1,
            undoesId: null,
          }),
        });
        if (rows[0]?.recorded === true) moved += 1;
        now = performance.now();
        if (now >= from && now < until) counted += 1;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond: counted / load.seconds, moved };
}

console.log(JSON.stringify(await run((await json(process.stdin)) as StatementLoad)));
