import type { AuditAction, AuditDoor, AuditState } from '@atelier/domain/identity/audit.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class AuditLogModel extends Model {
  static override tableName = 'identity.audit_log';
  static override jsonAttributes = ['beforeJson', 'afterJson'];
  static columns: ColumnsOf<AuditLogModel> = {
    id: 'bigint',
    createdAt: 'timestamptz',
    actorId: 'text',
    action: 'text',
    area: 'text',
    command: 'text',
    entityType: 'text',
    entityId: 'text null',
    projectId: 'text null',
    runId: 'text null',
    beforeJson: 'jsonb null',
    afterJson: 'jsonb null',
    requestId: 'text null',
    door: 'text',
  };

  /** A whole number as text. */
  declare id: string;
  declare createdAt: Date;
  declare actorId: string;
  declare action: AuditAction;
  declare area: string;
  declare command: string;
  declare entityType: string;
  declare entityId: string | null;
  declare projectId: string | null;
  declare runId: string | null;
  declare beforeJson: AuditState | null;
  declare afterJson: AuditState | null;
  declare requestId: string | null;
  declare door: AuditDoor;
}
