import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** Files without a hash in their name that the page names itself. */
const publicFiles = ['before-paint.js', 'favicon.svg'];

/** What the page of a run has behind its back: the kernel, who is here, and of the area that page alone. */
const needed =
  /web[\\/]src[\\/](kernel[\\/]|identity[\\/](enter|messages[\\/])|runs[\\/](area|execution|messages[\\/](en|ru|execution)))/;

/**
 * Builds `service-worker.js`, which shows the page of a run without a server (ADR 98): the worker with the names of the
 * files that the page needs, and with a version that is another one whenever any of them is.
 */
export function offlineApp(): Plugin {
  const folder = join(import.meta.dirname, 'public');
  return {
    name: 'offline-app',
    apply: 'build',
    // After the page itself was made, which says where the app begins.
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') this.error('there is no page');
        const appFiles = [...publicFiles, ...filesOf(bundle, String(page.source))]
          .map((file) => `/${file}`)
          .sort();
        const version = createHash('sha256').update(appFiles.join()).update(page.source);
        for (const file of publicFiles) version.update(await readFile(join(folder, file)));
        const built = await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: {
            appFiles: JSON.stringify(appFiles),
            appVersion: JSON.stringify(version.digest('hex').slice(0, 16)),
          },
          build: {
            write: false,
            target: 'es2022',
            rolldownOptions: {
              input: join(import.meta.dirname, 'src/runs/offline/service-worker.ts'),
              output: { format: 'iife' },
            },
          },
        });
        const [first] = [built].flat();
        const chunks = first !== undefined && 'output' in first ? first.output : [];
        const [chunk, ...others] = chunks;
        if (chunk?.type !== 'chunk' || others.length > 0)
          this.error('the worker is no single file');
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: chunk.code });
      },
    },
  };
}

/** The files that the page names, whatever they import at once, and later only what is needed. */
function filesOf(bundle: Rolldown.OutputBundle, page: string): ReadonlySet<string> {
  const named = [...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, name = '']) => name);
  const files = new Set(named.filter((name) => name.endsWith('.css')));
  const add = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || files.has(name)) return;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const each of chunk.imports) add(each);
    for (const each of chunk.dynamicImports) {
      const later = bundle[each];
      if (later?.type === 'chunk' && later.moduleIds.some((id) => needed.test(id))) add(each);
    }
  };
  for (const name of named) add(name);
  return files;
}
