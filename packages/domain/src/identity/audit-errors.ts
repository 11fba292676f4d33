import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of the audit log. */
export const auditErrors = {
  ERR_AUDIT_ENTRY_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such entry in the audit log.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export const auditError = errorFactory(auditErrors);
