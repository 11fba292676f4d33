import { auditFilterFields } from '@atelier/domain/identity/audit-schemas.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { z } from 'zod';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { exportFormats, sendAudit } from './audit-export.ts';

const exportQuery = z.strictObject({ format: z.enum(exportFormats), ...auditFilterFields });

/** The audit log as a file, under the filters that its page has in its address. */
export const auditDownloads: RestArea = {
  tag: 'Audit',
  description: 'Who did what.',
  prefix: '/api/audit',
  createCaller: () => undefined,
  errorTable: {},
  endpoints: [
    endpointOf<undefined>()({
      method: 'GET',
      path: '/export',
      needs: houseActions.readAudit,
      operationId: 'exportAudit',
      summary: 'Export the audit log',
      query: exportQuery,
      status: 200,
      answer: z.string(),
      errors: ['ERR_TOO_MANY_REQUESTS'],
      handle: ({ context, reply, query: { format, ...filter } }) =>
        sendAudit(context, reply, format, filter),
    }),
  ],
};
