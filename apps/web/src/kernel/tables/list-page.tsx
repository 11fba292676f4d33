import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type LinkProps, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { DataGrid, type DataGridProps } from './data-grid.tsx';
import type { Search } from './table-address.ts';

interface Props<Row> extends Omit<DataGridProps<Row>, 'at'> {
  /** The words of the button that makes another one; null for whoever may make none. */
  readonly create: string | null;
  /** Which rows open in the dialog, where they have no page of their own; by itself none. */
  readonly mayOpen?: (row: Row) => boolean;
  /** What opens of a row, or with null of a new one. */
  readonly dialog: (row: Row | null, onClose: () => void) => ReactNode;
}

/**
 * A list of things that are made and changed in a dialog. Which row is open stands in the page's address as `open`, so
 * that a link leads to one; whoever may not open it is led to its row.
 */
export function ListPage<Row extends { readonly id: string }>(props: Props<Row>) {
  const { create, mayOpen = () => false, dialog, ...grid } = props;
  const { open }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const row = grid.rows.rows.find(({ id }) => id === open);
  const isOpen = row !== undefined && mayOpen(row);
  return (
    <>
      {create !== null && (
        <Button
          mb="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setCreating(true)}
        >
          {create}
        </Button>
      )}
      <DataGrid
        opens={(each) => (mayOpen(each) ? showing(each.id) : undefined)}
        at={isOpen ? undefined : row?.id}
        {...grid}
      />
      {isOpen && dialog(row, () => void navigate({ ...showing(undefined), replace: true }))}
      {isCreating && dialog(null, () => setCreating(false))}
    </>
  );
}

/** The same page with another row open. */
function showing(id: string | undefined) {
  const search = (now: Search) => ({ ...now, open: id });
  return { to: '.', search: search as never, resetScroll: false } as const satisfies LinkProps;
}
