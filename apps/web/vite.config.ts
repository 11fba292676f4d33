import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
        // What every page needs is one file: split by who shares what, it would be thirty, and larger.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              // Not what only a lazy page asks for, such as the charts' library.
              tags: ['$initial'],
              test: /node_modules|packages[\\/]|src[\\/]kernel[\\/](frame|i18n|overlay|notices|errors|live|theme|api|commands[\\/](?!use-command))/,
            },
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
