import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Builds `verify.html`: the page that checks the archive of a sealed run, all of it in one file, so that it can be
 * kept and opened anywhere, without a server and a network.
 */
export function verifyPage(): Plugin {
  const folder = join(import.meta.dirname, 'src/runs/verify');
  return {
    name: 'verify-page',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          target: 'es2022',
          rolldownOptions: {
            input: join(folder, 'verify-page.ts'),
            output: { format: 'iife' },
          },
        },
      });
      const [first] = [built].flat();
      const chunks = first !== undefined && 'output' in first ? first.output : [];
      const [chunk, ...others] = chunks;
      if (chunk?.type !== 'chunk' || others.length > 0) this.error('verify.html is no single file');
      // In a page, the end of a script is wherever it says so.
      const code = chunk.code.replaceAll('</script', '<\\/script');
      const page = await readFile(join(folder, 'page.html'), 'utf8');
      const source = page.replace('</body>', () => `<script>${code}</script>\n</body>`);
      this.emitFile({ type: 'asset', fileName: 'verify.html', source });
    },
  };
}
