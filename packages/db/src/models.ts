import type { ModelDescription } from './kernel/model-columns.ts';
import { HistoryLog } from './miniatures/models/history-log.ts';
import { MiniatureTypeModel } from './miniatures/models/miniature-type.ts';
import { StageCount } from './miniatures/models/stage-count.ts';

/** Every model of every area, for the comparison with the database. */
export const models: readonly ModelDescription[] = [MiniatureTypeModel, StageCount, HistoryLog];
