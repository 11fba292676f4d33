import type { Model } from 'objection';

/**
 * The type of each column of a model, for the comparison with the database: PostgreSQL's name for it,
 * short or long, and `null` behind it where the column may be NULL: `timestamptz null`. Optional fields
 * are relations and have none.
 */
export type ColumnsOf<Fields> = {
  readonly [Field in keyof Fields as Field extends keyof Model
    ? never
    : undefined extends Fields[Field]
      ? never
      : Field]: string;
};

/** What the comparison needs to know of a model. */
export interface ModelDescription {
  /** `schema.table`. */
  readonly tableName: string;
  readonly idColumn: string | string[];
  readonly columns: Readonly<Record<string, string>>;
}
