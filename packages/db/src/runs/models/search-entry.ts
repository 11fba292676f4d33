import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** Something of a project as it is looked for; triggers keep it. */
export class SearchEntryModel extends Model {
  static override tableName = 'runs.search_entries';
  static override idColumn = ['kind', 'thingId'];
  static columns: ColumnsOf<SearchEntryModel> = {
    kind: 'text',
    thingId: 'uuid',
    projectId: 'uuid null',
    key: 'text',
    title: 'text',
    body: 'text',
    isArchived: 'boolean',
    document: 'tsvector',
    letters: 'text',
  };

  declare kind: string;
  declare thingId: string;
  declare projectId: string | null;
  declare key: string;
  declare title: string;
  declare body: string;
  declare isArchived: boolean;
  declare document: string;
  declare letters: string;
}
