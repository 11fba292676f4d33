import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Figure, underLimit } from './figure.ts';

const dist = join(import.meta.dirname, '../../web/dist');

/** The area that is opened first, with its first page. */
const first = 'miniatures';

/**
 * What a browser loads before the first page shows: the entry, the area, the page, all that these import
 * statically, and the words of one language.
 */
export async function* firstPageFigures(): AsyncGenerator<Figure> {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const named = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, path = '']) => path);
  const entries = named(/(?:src|href)="\/?([^"]+\.js)"/g);
  const files = await readdir(join(dist, 'assets'));
  for (const language of ['en', 'ru']) {
    const names = [first, `messages-${language}`, `miniatures-${language}`];
    const chunks = names.map((name) => `assets/${onlyFile(files, name)}`);
    const scripts = await withImports([...entries, ...chunks]);
    const value = await gzipped(scripts);
    yield underLimit(`first-page.javascript.${language}`, 'kB gzipped', { value }, 200);
  }
  const styles = new Set(named(/href="\/?([^"]+\.css)"/g));
  yield underLimit('first-page.css', 'kB gzipped', { value: await gzipped(styles) }, 45);
}

/** `messages-en-5fT0x_bC.js` of `messages-en`. */
function onlyFile(files: readonly string[], name: string): string {
  const [file, ...others] = files.filter(
    (each) => each.startsWith(`${name}-`) && /^[\w-]{8}\.js$/.test(each.slice(name.length + 1)),
  );
  if (file === undefined || others.length > 0) throw new Error(`There is not one ${name}-….js`);
  return file;
}

async function withImports(entries: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const code = await readFile(join(dist, path), 'utf8');
    // Static ones alone: `import("…")` is loaded when it is needed.
    const imports = code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^("'`;]*["'](\.[^"']+)["']/g);
    for (const [, target = ''] of imports) pending.push(join(dirname(path), target));
  }
  return found;
}

async function gzipped(paths: ReadonlySet<string>): Promise<number> {
  const files = await Promise.all([...paths].map((path) => readFile(join(dist, path))));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1000;
}
