import type { Column } from '../catalog/catalog-types.ts';
import { quoteName } from '../catalog/quote.ts';
import { foreignOptionsSql } from './options.ts';

/** A column as it stands in CREATE TABLE or behind ADD COLUMN. */
export function columnSql(column: Column): string {
  return [
    quoteName(column.name),
    column.type,
    column.foreignOptions.length > 0 && `OPTIONS (${foreignOptionsSql(column.foreignOptions)})`,
    column.compression !== null && `COMPRESSION ${column.compression}`,
    column.collation !== null && `COLLATE ${column.collation}`,
    valueSql(column),
    column.notNull && column.notNullValid && column.notNullForHeirs && 'NOT NULL',
  ]
    .filter(Boolean)
    .join(' ');
}

export function typeSql({ type, collation }: Column): string {
  return collation === null ? type : `${type} COLLATE ${collation}`;
}

/** `AS IDENTITY (…)`, with the options of its sequence. */
export function identitySql({ identity, identityOptions }: Column): string {
  return `GENERATED ${identity} AS IDENTITY (${(identityOptions ?? '').trim()})`;
}

function valueSql(column: Column): string | null {
  if (column.identity !== null) return identitySql(column);
  if (column.default === null) return null;
  if (column.generated === null) return `DEFAULT ${column.default}`;
  return `GENERATED ALWAYS AS (${column.default}) ${column.generated.toUpperCase()}`;
}
