import type { auditErrors } from '@atelier/domain/identity/audit-errors.ts';

export const en = {
  errors: {
    ERR_AUDIT_ENTRY_NOT_FOUND: 'There is no such entry in the audit log.',
  } satisfies Record<keyof typeof auditErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly audit: typeof en;
  }
}
