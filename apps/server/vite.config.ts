import { defineConfig } from 'vite';

// For Node: our own packages, which are TypeScript, go into it; npm's stay where they are.
export default defineConfig({
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'src/main.ts', worker: 'src/worker.ts' } },
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@atelier\//] },
});
