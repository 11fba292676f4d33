import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class EnvironmentModel extends Model {
  static override tableName = 'orchestra.environments';
  static override jsonAttributes = ['baseUrlsJson', 'variablesJson', 'secretsJson'];
  static columns: ColumnsOf<EnvironmentModel> = {
    id: 'uuid',
    name: 'text',
    baseUrlsJson: 'jsonb',
    variablesJson: 'jsonb',
    secretsJson: 'jsonb',
    allowedHosts: 'text[]',
    maxRuns: 'integer null',
    revision: 'integer',
    isArchived: 'boolean',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare name: string;
  declare baseUrlsJson: Json;
  declare variablesJson: Json;
  declare secretsJson: Json;
  declare allowedHosts: string[];
  declare maxRuns: number | null;
  declare revision: number;
  declare isArchived: boolean;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
