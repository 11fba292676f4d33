import { defineConfig } from 'vite';

// One file for Node each, the server and the command line: our own packages, which are TypeScript, go
// into them; npm's stay where they are. The folders are those of the source: both find the checkout
// from where they lie.
export default defineConfig({
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'src/main.ts', 'cli/main': 'src/cli/main.ts' } },
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@atelier\//] },
});
