import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Search, StateOf, TableAddress, TableState } from './table-address.ts';
import type { Filter } from './table-filters.ts';

/** A table's state and how to change it, whoever keeps it. */
export interface TableControl {
  readonly address: TableAddress;
  readonly state: TableState;
  /** Changes part of the state. */
  change(next: Partial<TableState>): void;
}

/** The state of the page's table, kept in the page's address: a link, a reload and the way back have it. */
export function useTableState<Id extends string, Filters extends Readonly<Record<string, Filter>>>(
  address: TableAddress<Id, Filters>,
): TableControl & { readonly state: StateOf<TableAddress<Id, Filters>> } {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(() => address.read(search), [address, search]);
  const change = useCallback(
    (next: Partial<TableState>) =>
      void navigate({
        to: '.',
        // From the address of that moment: two changes at once are both made.
        search: ((now: Search) =>
          address.replace(now, { ...address.read(now), ...next } as typeof state)) as never,
        replace: true,
        resetScroll: false,
      }),
    [address, navigate],
  );
  // What is generic here is only text to the table itself.
  return { address: address as unknown as TableAddress, state: state as never, change };
}
