import { type CaseFilter, coverageLevels, lastResults } from '@atelier/domain/runs/schemas.ts';
import { type StateOf, tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter, textFilter } from '../../kernel/tables/table-filters.ts';

/** The name of the table of cases, under which its saved views are kept. */
export const caseTableName = 'runs.cases';

/** How the table of cases stands in its address, and in its saved views. */
export const caseAddress = tableAddress({
  sorts: ['place'],
  sort: 'place',
  filters: {
    level: choiceFilter(coverageLevels),
    tag: textFilter(),
    mandatory: choiceFilter(['yes', 'no']),
    last: choiceFilter(lastResults),
    archive: choiceFilter(['archived']),
  },
});

/** By what the server finds the cases that the table shows, but for whether they are in the archive. */
export function caseFilterOf({ q, filters }: StateOf<typeof caseAddress>): CaseFilter {
  const { tag, mandatory, level, last } = filters;
  return {
    ...(q && { search: q }),
    ...(tag && { tag }),
    ...(mandatory?.length === 1 && { mandatory: mandatory[0] === 'yes' }),
    ...(level && { levels: [...level] }),
    ...(last && { lastResults: [...last] }),
  };
}
