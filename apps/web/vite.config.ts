import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineApp } from './offline-app.ts';
import { verifyPage } from './verify-page.ts';

/** The one area that a chunk has files of, beside kernel and libraries, unless its name is that. */
function ownerOf(moduleIds: readonly string[], name: string): string | undefined {
  const area = (path: string) => /[\\/]web[\\/]src[\\/](?!kernel)([^\\/]+)[\\/]/.exec(path)?.[1];
  const [owner, ...others] = new Set(moduleIds.map(area).filter((each) => each !== undefined));
  return others.length === 0 && owner !== name ? owner : undefined;
}

/**
 * What pages share. Not the large pieces that the first page does without: those are chunks of their own,
 * shared by who has them. `text` has the schemas' library behind it.
 */
const shared =
  /@mantine[\\/](?!form)|@tabler|@tanstack[\\/](?!react-table|table-core)|packages[\\/](sdk|domain[\\/]src[\\/]kernel[\\/](?!text))|src[\\/]kernel[\\/](?!charts|diff|forms[\\/](?!choice)|home|kept|markdown|messages|overlay[\\/]panel|settings|tables|text)/;

/** What many pages share of it, but not the start page. */
const notOfTheStartPage = [
  /@mantine[\\/].*[\\/](Stack|Textarea|Switch|Combobox|NativeSelect|PasswordInput|CopyButton|use-clipboard|get-env)[\\/]/,
  /react-router[\\/].*useBlocker|Icon(Ban|CalendarTime|FileImport|GitCompare|Hourglass|PlayerSkipForward|Repeat|Stack2|GripVertical|ChartHistogram|Trash|X|ArrowDown|ArrowUp|ArrowsSort|Bookmark|Columns3|Filter|Minus|Table|Copy|Refresh)\.mjs/,
  /domain[\\/]src[\\/]kernel[\\/](name|errors|is-record|state-machine)/,
  /src[\\/]kernel[\\/](commands[\\/](use-command|gather-live-changes)|frame[\\/]scroll-region)/,
];

/** The files that are fetched beside a lazy page: what tables, forms and most pages share, and styles. */
const fetchedBeside = /\.css$|[\\/](more|schemas|table-address|use-schema-form)-/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), verifyPage(), offlineApp()],
  resolve: {
    alias: [
      // A shim for versions of React without useSyncExternalStore, which ours has.
      { find: /^use-sync-external-store\/shim$/, replacement: 'react' },
      {
        find: /^use-sync-external-store\/shim\/with-selector$/,
        replacement: 'use-sync-external-store/with-selector',
      },
    ],
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The policy allows no data: scripts, and one small request more costs nothing on one's own machine.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Of what a lazy page needs, its styles and the large pieces are fetched beside it. All of its small files named
      // in each place that leads to it would weigh more in the first page than they save on the way.
      resolveDependencies: (_, files) => files.filter((file) => fetchedBeside.test(file)),
    },
    reportCompressedSize: false,
    rolldownOptions: {
      // tRPC's client does not say so of itself: its link for WebSockets would be in the first page, unused.
      treeshake: { moduleSideEffects: [{ test: /@trpc[\\/]client/, sideEffects: false }] },
      output: {
        // Every area has its `area` and its words: the name says whose it is.
        chunkFileNames: ({ name, moduleIds }) =>
          `assets/${[ownerOf(moduleIds, name), name].filter(Boolean).join('-')}-[hash].js`,
        // Few files: split by who shares what, they would be fifty, and larger.
        codeSplitting: {
          groups: [
            {
              // What every page needs. Not what only a lazy page asks for, such as the charts' library.
              name: 'base',
              tags: ['$initial'],
              test: /node_modules|packages[\\/]|web[\\/]src/,
            },
            {
              // What many pages need, whosever they are; of no area, for all load it.
              name: 'parts',
              test: (path: string) =>
                shared.test(path) && !notOfTheStartPage.some((each) => each.test(path)),
              minShareCount: 3,
            },
            // The collection with its area.
            { name: 'miniatures', test: /src[\\/]miniatures[\\/](area|collection)/ },
            // The live connection, whole: one follows the other once the page stands.
            { name: 'live', test: /kernel[\\/]live[\\/]connect|sdk[\\/]src[\\/]event-stream/ },
            // The rest of what pages share: what the start page does without, such as a field for a password.
            { name: 'more', test: shared, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:4400', '/health': 'http://127.0.0.1:4400' },
  },
});
