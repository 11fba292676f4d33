import type { Person } from '@atelier/domain/identity/people.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useRoleWords } from '../role-words.ts';
import { Tag } from '../tag.tsx';
import { PersonMenu } from './person-menu.tsx';

interface Props {
  readonly people: readonly Person[];
  /** The one who looks. */
  readonly me: string | undefined;
}

const states = ['active', 'inactive', 'guest'] as const;

const address = tableAddress({
  sorts: ['name', 'email', 'state', 'seen'],
  sort: 'name',
  filters: { state: choiceFilter(states) },
});

function stateOf({ kind, active }: Person): (typeof states)[number] {
  if (!active) return 'inactive';
  return kind === 'guest' ? 'guest' : 'active';
}

export function PeopleList({ people, me }: Props) {
  const { t } = useTranslation('identity');
  const table = useTableState(address);
  const columns = useColumns({ people, me });
  const rows = useMemo(
    () => allRows({ data: people, error: null, isPlaceholderData: false, refetch() {} }),
    [people],
  );
  return (
    <DataGrid
      name="people"
      label={t('people.list')}
      table={table}
      rows={rows}
      columns={columns}
      empty={t('people.empty')}
    />
  );
}

function useColumns({ people, me }: Props): readonly Column<Person>[] {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const words = useRoleWords(people.flatMap(({ roles }) => roles));
  return [
    {
      id: 'name',
      head: t('people.name'),
      value: ({ displayName }) => displayName,
      cell: ({ id, displayName }) => (
        <>
          {displayName}
          {id === me && <Tag>{t('people.you')}</Tag>}
        </>
      ),
      width: 1.25,
    },
    { id: 'email', head: t('email'), value: ({ email }) => email, width: 1.55 },
    {
      id: 'roles',
      head: t('people.roles'),
      value: ({ roles }) => roles.map(words).join('; '),
      width: 1.85,
    },
    {
      id: 'state',
      head: t('people.state'),
      value: stateOf,
      words: Object.fromEntries(states.map((state) => [state, t(`people.states.${state}`)])),
      width: 0.6,
    },
    {
      id: 'seen',
      head: t('people.lastSeen'),
      value: ({ lastSeenAt }) => lastSeenAt,
      text: ({ lastSeenAt }) =>
        lastSeenAt === null ? t('people.never') : format.instant(lastSeenAt),
      width: 1.4,
    },
    {
      id: 'actions',
      head: '',
      value: () => null,
      cell: (person, tabIndex) => <PersonMenu person={person} tabIndex={tabIndex} />,
      width: 0.25,
      isMenu: true,
    },
  ];
}
