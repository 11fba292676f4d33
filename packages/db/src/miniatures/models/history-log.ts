import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class HistoryLog extends Model {
  static override tableName = 'miniatures.history_logs';
  static columns: ColumnsOf<HistoryLog> = {
    id: 'uuid',
    typeId: 'uuid',
    kind: 'text',
    fromStage: 'text null',
    toStage: 'text null',
    qty: 'integer',
    undoesId: 'uuid null',
    imported: 'boolean',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare typeId: string;
  declare kind: string;
  declare fromStage: string | null;
  declare toStage: string | null;
  declare qty: number;
  declare undoesId: string | null;
  declare imported: boolean;
  declare createdAt: Date;
}
