import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TestDataSetModel extends Model {
  static override tableName = 'orchestra.test_data_sets';
  static override jsonAttributes = ['columnsJson', 'rowsJson'];
  static columns: ColumnsOf<TestDataSetModel> = {
    id: 'uuid',
    suiteId: 'uuid',
    name: 'text',
    position: 'integer',
    columnsJson: 'jsonb',
    rowsJson: 'jsonb',
  };

  declare id: string;
  declare suiteId: string;
  declare name: string;
  declare position: number;
  declare columnsJson: Json;
  declare rowsJson: Json;
}
