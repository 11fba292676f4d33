import { defineConfig } from 'vite';

// For Node: our own packages, which are TypeScript, go into the bundle; npm's stay where they are.
// A command is a chunk of its own, so that the list of all commands reads none of them.
export default defineConfig({
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'src/main.ts' } },
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@atelier\//] },
});
