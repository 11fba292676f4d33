import type { ReportFilter } from '@atelier/domain/runs/reports/schemas.ts';

/** What every report of the page is given. */
export interface ReportProps {
  readonly input: ReportFilter & { readonly projectId: string };
  /** The filters in words. */
  readonly filters: string;
}
