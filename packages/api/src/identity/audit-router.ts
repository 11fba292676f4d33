import { findAuditEntry, listAudit } from '@atelier/db/identity/audit-reads.ts';
import { auditError } from '@atelier/domain/identity/audit-errors.ts';
import { auditEntryInput, listAuditInput } from '@atelier/domain/identity/audit-schemas.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';

const read = { needs: houseActions.readAudit };

/** Who did what. */
export const auditRouter = router({
  list: query({ ...read, input: listAuditInput, run: listAudit }),
  entry: query({
    ...read,
    input: auditEntryInput,
    async run(db, { id }) {
      const entry = await findAuditEntry(db, id);
      if (entry === undefined) throw auditError('ERR_AUDIT_ENTRY_NOT_FOUND');
      return entry;
    },
  }),
});
