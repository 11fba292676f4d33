import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = import.meta.dirname;
const components = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'),
);

/** Words between tags, or in an attribute that people read or hear. */
const strays = [
  />\s*([A-Za-zА-Яа-яЁё][^<>{}=;()]*[a-zа-яё])\s*<\//g,
  /\b(?:aria-label|placeholder|title|label|alt|description|caption)="([^"]*\p{L}{2}[^"]*)"/gu,
];

/** A key that keyboards everywhere write like this. */
const keyNames = new Set(['Esc']);

it('no component has words of its own: they stand in the dictionaries', () => {
  expect(components.length).toBeGreaterThan(40);
  const found = components.flatMap((path) => {
    const text = readFileSync(join(source, path), 'utf8');
    return strays
      .flatMap((stray) => [...text.matchAll(stray)].map(([, words]) => words ?? ''))
      .filter((words) => !keyNames.has(words))
      .map((words) => `${path}: ${words}`);
  });
  expect(found).toEqual([]);
});
