import { defineConfig } from 'vite';

// For Node: our own packages, which are TypeScript, go into the bundle; npm's stay where they are. What runs in a thread
// of its own is a file beside it, which is found from wherever the code that begins it comes to lie: so all is in one folder.
export default defineConfig({
  build: {
    ssr: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        worker: 'src/worker.ts',
        'reader-thread': '../../packages/api/src/runs/import/reader-thread.ts',
      },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@atelier\//] },
});
