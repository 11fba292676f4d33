import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver } from '@atelier/domain/orchestra/step-requests.ts';
import type { StepKind } from '@atelier/domain/orchestra/suite-file.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ScenarioStepModel extends Model {
  static override tableName = 'orchestra.scenario_steps';
  static override jsonAttributes = ['request', 'meta'];
  static columns: ColumnsOf<ScenarioStepModel> = {
    id: 'uuid',
    scenarioId: 'uuid',
    key: 'text',
    position: 'integer',
    name: 'text',
    kind: 'text',
    driver: 'text',
    request: 'jsonb',
    meta: 'jsonb',
  };

  declare id: string;
  declare scenarioId: string;
  declare key: string;
  declare position: number;
  declare name: string;
  declare kind: StepKind;
  declare driver: Driver;
  declare request: Json;
  declare meta: Json;
}
