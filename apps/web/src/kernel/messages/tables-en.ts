/** Of tables to work with; fetched with the first page that has one. */
export const en = {
  report: { csv: 'Save as CSV: {{title}}', empty: 'No results match these filters.' },
  loading: 'Loading…',
  search: 'Search…',
  searchIn: 'Search: {{table}}',
  clearSearch: 'Clear search',
  rows_one: '{{count, number}} row',
  rows_other: '{{count, number}} rows',
  rowsOf_one: '{{shown, number}} of {{count, number}} row',
  rowsOf_other: '{{shown, number}} of {{count, number}} rows',
  rowsSoFar_one: '{{count, number}} row so far, more as you scroll',
  rowsSoFar_other: '{{count, number}} rows so far, more as you scroll',
  select: 'Select {{name}}',
  selectAll: 'Select all listed rows',
  selection: 'Selected rows',
  selected_one: '{{count, number}} selected',
  selected_other: '{{count, number}} selected',
  clearSelection: 'Clear selection',
  csv: 'Save as CSV',
  csvOf_one: 'Save {{count, number}} row as a CSV file, with the columns shown',
  csvOf_other: 'Save {{count, number}} rows as a CSV file, with the columns shown',
  sort: {
    label: 'Sort',
    ascending: '{{column}}: ascending',
    descending: '{{column}}: descending',
  },
  filters: {
    label: 'Filters',
    active: 'Active filters',
    clear: 'Clear all',
    contains: 'Contains…',
    from: 'From',
    to: 'To',
    is: '{{column}}: {{value}}',
    quoted: '“{{text}}”',
    since: 'from {{day}}',
    until: 'until {{day}}',
    between: '{{from}} – {{to}}',
    remove: 'Remove the filter {{filter}}',
  },
  columns: {
    label: 'Columns',
    which: 'Show these columns',
    usual: 'Back to the usual columns',
  },
  views: {
    label: 'Views',
    usual: 'Everything, as usual',
    name: 'Save this view as',
    replace: 'Replace',
    remove: 'Delete the view “{{name}}”',
    removed: 'Deleted: “{{name}}”.',
    hint: 'Search, filter, sort or choose columns: you can save what you see under a name here.',
  },
  more: {
    loading: 'Loading more…',
    failed: 'The next rows could not be loaded.',
  },
  empty: {
    title: 'Nothing here yet',
    text: 'As soon as there is something, it shows here.',
  },
  nothing: {
    title: 'Nothing matches',
    text: 'No row matches the search and the filters.',
    showAll: 'Clear search and filters',
  },
  keys: {
    search: 'Search',
    move: 'Next or previous row',
    ends: 'First or last row',
    open: 'Open the row',
    select: 'Select the row',
    range: 'Select all rows up to here',
    all: 'Select all rows',
    none: 'Clear selection',
  },
  failed: 'The rows could not be loaded',
  retry: 'Try again',
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly tables: typeof en;
  }
}
