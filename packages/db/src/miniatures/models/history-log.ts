import { Model } from 'objection';

export class HistoryLog extends Model {
  static override tableName = 'miniatures.history_logs';

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
