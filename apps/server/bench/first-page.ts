import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Figure, underLimit } from './figure.ts';

const dist = join(import.meta.dirname, '../../web/dist');

/** What a browser loads before the first page shows: the entry, all that it imports statically, and words. */
export async function* firstPageFigures(): AsyncGenerator<Figure> {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const named = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, path = '']) => path);
  const entries = named(/(?:src|href)="\/?([^"]+\.js)"/g);
  const files = await readdir(join(dist, 'assets'));
  for (const language of ['en', 'ru']) {
    const words = files.filter((file) => file.startsWith(`words-${language}-`));
    if (words.length !== 1) throw new Error(`No one file of words in ${language}`);
    const scripts = await withImports([...entries, ...words.map((file) => `assets/${file}`)]);
    const value = await gzipped(scripts);
    yield underLimit(`first-page.javascript.${language}`, 'kB gzipped', { value }, 200);
  }
  const styles = new Set(named(/href="\/?([^"]+\.css)"/g));
  yield underLimit('first-page.css', 'kB gzipped', { value: await gzipped(styles) }, 45);
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
