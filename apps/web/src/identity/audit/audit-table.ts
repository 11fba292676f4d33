import { auditActions } from '@atelier/domain/identity/audit.ts';
import type { AuditFilter } from '@atelier/domain/identity/audit-schemas.ts';
import { type StateOf, tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter, daysFilter, textFilter } from '../../kernel/tables/table-filters.ts';

/** How the log's filters stand in the address of its page; the newest come first, always. */
export const auditAddress = tableAddress({
  sorts: ['when'],
  sort: '-when',
  filters: {
    when: daysFilter(),
    who: textFilter(),
    did: choiceFilter(auditActions),
    what: textFilter(),
  },
});

/** What is asked of the server for them; days are those of whoever looks. */
export function auditFilter({ q, filters }: StateOf<typeof auditAddress>): AuditFilter {
  const { when, who, did, what } = filters;
  return {
    ...(q !== '' && { text: q }),
    ...(who !== undefined && { actor: who }),
    ...(did !== undefined && { action: [...did] }),
    ...(what !== undefined && { thing: what }),
    ...(when?.from !== undefined && { from: startOf(when.from) }),
    ...(when?.to !== undefined && { to: startOf(when.to, 1) }),
  };
}

/** The instant at which a day begins here, or one some days later. */
function startOf(day: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
