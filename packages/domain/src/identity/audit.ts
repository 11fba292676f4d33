/** What can be done to a thing, as the audit log has it. */
export const auditActions = [
  'create',
  'update',
  'delete',
  'lock',
  'unlock',
  'status_change',
  'assign_role',
  'revoke_role',
  'attach',
  'detach',
  'import',
  'sign_in',
  'sign_out',
  'sign_in_refused',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** By which way a command came in: `house` is what nobody asked for, such as a job. */
export const auditDoors = ['trpc', 'rest', 'command_line', 'house'] as const;
export type AuditDoor = (typeof auditDoors)[number];

/** The state of a thing, as far as somebody who reads the log wants to know it. */
export type AuditState = Readonly<Record<string, unknown>>;

/** What a command did to one thing, or (`id` null) to a whole of them. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** As the area names it: `type`, `project`. */
  readonly entity: string;
  readonly id: string | null;
  /** Null where there was nothing before, or where only what was added is told. */
  readonly before: AuditState | null;
  readonly after: AuditState | null;
  readonly projectId?: string | undefined;
  readonly runId?: string | undefined;
}
