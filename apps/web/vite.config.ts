import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The one area that a chunk has files of, beside kernel and libraries, unless its name is that. */
function ownerOf(moduleIds: readonly string[], name: string): string | undefined {
  const area = (path: string) => /[\\/]web[\\/]src[\\/](?!kernel)([^\\/]+)[\\/]/.exec(path)?.[1];
  const [owner, ...others] = new Set(moduleIds.map(area).filter((each) => each !== undefined));
  return others.length === 0 && owner !== name ? owner : undefined;
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The policy allows no data: scripts, and one small request more costs nothing on one's own machine.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
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
              // What forms are made of and check with; the first page has none.
              name: 'rules',
              test: /node_modules[\\/]zod[\\/]|domain[\\/]src[\\/]kernel[\\/]text/,
              minShareCount: 2,
              priority: 1,
            },
            {
              // What several pages need, whosever they are; of no area, for all load it. Not the large pieces
              // that the first page does without: those are chunks of their own, shared by who has them.
              name: 'parts',
              test: /@mantine[\\/](?!form)|@tabler|@tanstack[\\/](?!react-table|table-core)|packages[\\/](sdk|domain[\\/]src[\\/]kernel)|src[\\/]kernel[\\/](?!charts|diff|forms|markdown|messages|overlay[\\/]panel|settings|tables)/,
              minShareCount: 2,
            },
            // The start page with its area.
            { name: 'miniatures', test: /src[\\/]miniatures[\\/](area|collection)/ },
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
