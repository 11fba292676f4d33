import { runStatuses } from '@atelier/domain/runs/machine.ts';
import { levels, type ReportFilter } from '@atelier/domain/runs/reports/schemas.ts';
import { z } from 'zod';
import { dayOf } from '../../kernel/tables/table-filters.ts';

/** How many days back; a period of one's own has a first and a last day. */
export const periods = ['30', '90', '365', 'all', 'own'] as const;
export type Period = (typeof periods)[number];
const usual: Period = '90';

const words = z.array(z.coerce.string().max(500)).max(100).optional().catch(undefined);
const id = z.uuid().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const addressSchema = z.object({
  // The router reads `?period=90` as a number.
  period: z.coerce.string().pipe(z.enum(periods)).catch(usual),
  from: day,
  to: day,
  models: words,
  firmwares: words,
  suiteId: id,
  level: z.enum(levels).optional().catch(undefined),
  templateId: id,
  engineerId: id,
  status: z.array(z.enum(runStatuses)).max(4).optional().catch(undefined),
  matrixId: id,
});
export type ReportAddress = z.output<typeof addressSchema>;

/** Reads the address of the page of reports; what is no value of ours is as usual. */
export function readReportAddress(search: Readonly<Record<string, unknown>>): ReportAddress {
  return addressSchema.parse({ ...search, period: search.period ?? usual });
}

/** What stands in the address: nothing that is as usual. */
export function reportSearch(address: ReportAddress): Record<string, unknown> {
  const { period, from, to, ...others } = address;
  const all = {
    ...(period !== usual && { period }),
    ...(period === 'own' && { from, to }),
    ...others,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The filter that the server is asked with. Days are the person's own. */
export function filterOf(
  { period, from, to, matrixId: _, ...others }: ReportAddress,
  now: number,
): ReportFilter {
  const given = Object.fromEntries(
    Object.entries(others).filter(([, value]) => value !== undefined),
  ) as Omit<ReportFilter, 'from' | 'to'>;
  if (period === 'all') return given;
  if (period === 'own') return { ...given, ...(from && { from }), ...(to && { to }) };
  return { ...given, from: dayOf(now - Number(period) * 86_400_000) };
}
