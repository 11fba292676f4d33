import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

const isOthers = ({ schema }: { readonly schema: string }) => schema !== 'lifecycle';

/** All rows, as hashes, and the whole schema of a database, but for what the runner keeps for itself. */
export async function databaseState(db: TestDatabase['db']) {
  const catalog = await readCatalog(db);
  return {
    rows: (await tableFingerprints(db)).filter(isOthers),
    sequences: catalog.sequences.filter(isOthers),
    positions: await sequencePositions(db),
    tables: catalog.tables.filter(isOthers),
    types: catalog.types.filter(isOthers).map(({ made: _made, ...type }) => type),
    functions: catalog.functions.filter(isOthers).map(({ made: _made, ...routine }) => routine),
    views: catalog.views,
    others: catalog.others.filter(isOthers),
    extensions: catalog.extensions,
    schemas: catalog.schemas.filter((schema) => schema !== 'lifecycle'),
  };
}

async function sequencePositions(db: TestDatabase['db']): Promise<unknown> {
  const { rows } = await db.raw(`SELECT sequencename AS name, last_value AS last FROM pg_sequences
    WHERE schemaname <> 'lifecycle' ORDER BY 1`);
  return rows;
}
