import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../../tests/render-page.tsx';
import type { Column } from './column.ts';
import { DataGrid } from './data-grid.tsx';
import { tableAddress } from './table-address.ts';
import { choiceFilter, textFilter } from './table-filters.ts';
import { allRows, type TableRows, usePagedRows } from './table-rows.ts';
import { useTableState } from './use-table-state.ts';

interface Run {
  readonly id: string;
  readonly title: string;
  readonly state: 'draft' | 'done';
  readonly minutes: number | null;
}

const runs: readonly Run[] = [
  { id: 'a', title: 'Run 9', state: 'draft', minutes: 30 },
  { id: 'b', title: 'Run 10', state: 'done', minutes: null },
  { id: 'c', title: 'Import', state: 'done', minutes: 4 },
];
const address = tableAddress({
  sorts: ['title', 'minutes'],
  sort: 'title',
  filters: { title: textFilter(), state: choiceFilter(['draft', 'done']) },
});
const columns: readonly Column<Run>[] = [
  { id: 'title', head: 'Run', value: ({ title }) => title },
  {
    id: 'state',
    head: 'State',
    value: ({ state }) => state,
    words: { draft: 'Draft', done: 'Done' },
  },
  { id: 'minutes', head: 'Minutes', value: ({ minutes }) => minutes, isFigures: true },
  { id: 'note', head: 'Note', value: () => 'remark', isExtra: true },
];
const settled = { error: null, isPlaceholderData: false, refetch: () => {} };

interface PageProps {
  readonly rows?: TableRows<Run>;
}

function Page({ rows = allRows({ ...settled, data: runs }) }: PageProps) {
  const table = useTableState(address);
  return (
    <DataGrid
      name="runs"
      label="Runs"
      table={table}
      rows={rows}
      columns={columns}
      opens={({ id }) => ({ to: '/row/$id', params: { id } }) as never}
      actions={(chosen, clear) => (
        <button type="button" onClick={clear}>
          {chosen.map(({ id }) => id).join()}
        </button>
      )}
    />
  );
}

const bodyRows = () => screen.getAllByRole('row').filter((row) => row.dataset.index !== undefined);
const names = () => bodyRows().map((row) => within(row).getByRole('link').textContent);
const cellsOf = (row: HTMLElement | undefined) =>
  row === undefined
    ? []
    : within(row)
        .getAllByRole('gridcell')
        .map(({ textContent }) => textContent);

beforeEach(() => {
  localStorage.clear();
  window.scrollTo = () => {};
});

describe('sorted and filtered in the browser', () => {
  it('numbers in words count as numbers, and what is not known comes last both ways', async () => {
    const { router } = await renderPage('en', <Page />);
    expect(names()).toEqual(['Import', 'Run 9', 'Run 10']);
    const head = screen.getByRole('columnheader', { name: 'Minutes' });
    await userEvent.click(within(head).getByRole('button'));
    await waitFor(() => expect(names()).toEqual(['Run 9', 'Import', 'Run 10']));
    expect(head).toHaveAttribute('aria-sort', 'descending');
    expect(router.state.location.search).toEqual({ sort: '-minutes' });
    await userEvent.click(within(head).getByRole('button'));
    await waitFor(() => expect(names()).toEqual(['Import', 'Run 9', 'Run 10']));
  });

  it('reads its address, and says in words what is filtered', async () => {
    await renderPage('ru', <Page />, '?state=done&q=run&sort=-title&columns=note');
    expect(names()).toEqual(['Run 10']);
    expect(screen.getByText('State: Done')).toBeVisible();
    expect(screen.getByText(/1 из 3 строк/)).toBeVisible();
    expect(cellsOf(bodyRows()[0])).toEqual(['', 'Run 10', 'Noteremark']);
  });

  it('finds nothing, says so, and shows everything again', async () => {
    const { router } = await renderPage('en', <Page />);
    await userEvent.type(screen.getByRole('textbox', { name: 'Search: Runs' }), 'nowhere');
    expect(await screen.findByText('Nothing matches')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(await screen.findByText('3 rows')).toBeVisible();
    expect(router.state.location.search).toEqual({});
  });

  it('a filter is chosen, counts at once, and is taken away', async () => {
    const { router } = await renderPage('en', <Page />);
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Draft' }));
    await waitFor(() => expect(names()).toEqual(['Run 9']));
    expect(router.state.location.search).toEqual({ state: 'draft' });
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter State: Draft' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it('shows the columns that are chosen, the first one always', async () => {
    const { router } = await renderPage('en', <Page />);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    expect(screen.getByRole('checkbox', { name: 'Run' })).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Note' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'State' }));
    expect(router.state.location.search).toEqual({ columns: 'title,minutes,note' });
    expect(screen.queryByRole('columnheader', { name: 'State' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Back to the usual columns' }));
    expect(router.state.location.search).toEqual({});
    await userEvent.click(screen.getByRole('checkbox', { name: 'Note' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Note' }));
    expect(router.state.location.search).toEqual({});
  });
});

describe('taken along', () => {
  it('as CSV: the columns, the rows and the order that are shown', async () => {
    const files: Blob[] = [];
    URL.createObjectURL = (file) => {
      if (file instanceof Blob) files.push(file);
      return 'blob:x';
    };
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    await renderPage('en', <Page />, '?state=done&sort=-title&columns=state,minutes');
    await userEvent.click(screen.getByRole('button', { name: 'Save as CSV' }));
    click.mockRestore();
    const reader = new FileReader();
    reader.readAsText(files[0] as Blob);
    await waitFor(() => expect(reader.readyState).toBe(reader.DONE));
    expect(reader.result).toBe('Run,State,Minutes\r\nRun 10,Done,\r\nImport,Done,4\r\n');
  });
});

it('another order is read from its beginning', async () => {
  const scrolled = vi.spyOn(HTMLElement.prototype, 'scrollIntoView');
  const place = vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect');
  place.mockReturnValue(new DOMRect(0, -500, 100, 1000));
  await renderPage('en', <Page />);
  expect(scrolled).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Minutes' }));
  await waitFor(() => expect(scrolled).toHaveBeenCalled());
  place.mockRestore();
  scrolled.mockRestore();
});

describe('views of one’s own', () => {
  it('keep what is seen, open it again, and can be deleted and brought back', async () => {
    const { router } = await renderPage('en', <Page />, '?state=done&sort=-title');
    await userEvent.click(screen.getByRole('button', { name: 'Views' }));
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Save this view as' }),
      'Finished{Enter}',
    );
    expect(screen.getByRole('button', { name: 'Finished' })).toHaveAttribute(
      'aria-current',
      'true',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Everything, as usual' }));
    expect(router.state.location.search).toEqual({});
    await userEvent.click(screen.getByRole('button', { name: 'Views' }));
    await userEvent.click(screen.getByRole('button', { name: 'Finished' }));
    expect(router.state.location.search).toEqual({ state: 'done', sort: '-title' });
    await userEvent.click(screen.getByRole('button', { name: /^Views/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Delete the view “Finished”' }));
    expect(screen.queryByRole('button', { name: 'Finished' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(screen.getByRole('button', { name: 'Finished' })).toBeVisible();
  });
});

describe('by keyboard', () => {
  it('one row is in the Tab order; keys move, choose and open', async () => {
    const { router } = await renderPage('en', <Page />);
    const active = () => document.activeElement?.textContent ?? '';
    await userEvent.click(screen.getByRole('textbox', { name: 'Search: Runs' }));
    await userEvent.keyboard('{ArrowDown}');
    expect(active()).toContain('Import');
    await userEvent.keyboard('{End}');
    expect(active()).toContain('Run 10');
    await userEvent.keyboard('{ArrowUp}');
    expect(active()).toContain('Run 9');
    expect(bodyRows().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
    await userEvent.keyboard(' ');
    expect(screen.getByText('1 selected')).toBeVisible();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(screen.getByRole('button', { name: 'a,b' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/selected/)).toBeNull();
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.keyboard('{Home}{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/row/c'));
  });
});

describe('chosen with the mouse', () => {
  it('a press chooses, with Shift all between; the link opens', async () => {
    const { router } = await renderPage('en', <Page />);
    const user = userEvent.setup();
    const state = (place: number) => within(bodyRows()[place] as HTMLElement).getByTitle(/^D/);
    await user.click(state(0));
    await user.keyboard('{Shift>}');
    await user.click(state(2));
    await user.keyboard('{/Shift}');
    expect(screen.getByText('3 selected')).toBeVisible();
    expect(bodyRows()[1]).toHaveAttribute('aria-selected', 'true');
    await user.click(screen.getByRole('checkbox', { name: 'Select Run 9' }));
    expect(screen.getByRole('button', { name: 'c,b' })).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Run 9' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/row/a'));
  });
});

describe('while there are no rows', () => {
  it.each([
    ['loading', allRows<Run>({ ...settled, data: undefined }), /Loading/],
    [
      'failed',
      allRows<Run>({ ...settled, data: undefined, error: new Error('x') }),
      /could not be/,
    ],
    ['empty', allRows<Run>({ ...settled, data: [] }), /Nothing here yet/],
  ])('%s', async (_state, rows, words) => {
    await renderPage('en', <Page rows={rows} />);
    const said = screen.queryByText(words) ?? screen.getByRole('status', { name: words });
    expect(said).toBeVisible();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('what failed can be tried again', async () => {
    const refetch = vi.fn<() => void>();
    const rows = allRows<Run>({ ...settled, data: undefined, error: new Error('x'), refetch });
    await renderPage('en', <Page rows={rows} />);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refetch).toHaveBeenCalledOnce();
  });
});

describe('paged by the server', () => {
  const fetchNextPage = vi.fn<() => void>();
  function PagedPage({ hasFailed = false }) {
    const rows = usePagedRows<Run>({
      ...settled,
      data: { pages: [{ items: runs }] },
      hasNextPage: true,
      isFetchingNextPage: false,
      isFetchNextPageError: hasFailed,
      fetchNextPage,
    });
    return <Page rows={rows} />;
  }
  beforeEach(() => fetchNextPage.mockClear());

  it('rows stay as they come, and more are read as the end comes near', async () => {
    await renderPage('en', <PagedPage />, '?q=nowhere&sort=-title');
    expect(names()).toEqual(['Run 9', 'Run 10', 'Import']);
    expect(fetchNextPage).toHaveBeenCalled();
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '-1');
    expect(screen.getByText('3 rows so far, more as you scroll')).toBeVisible();
  });

  it('what could not be read is said, and not tried again by itself', async () => {
    await renderPage('en', <PagedPage hasFailed />);
    expect(screen.getByText('The next rows could not be loaded.')).toBeVisible();
    expect(fetchNextPage).not.toHaveBeenCalled();
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(fetchNextPage).toHaveBeenCalledOnce();
  });
});
