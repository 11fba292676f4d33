import { describe, expect, it } from 'vitest';
import type { Dictionary } from './kernel/i18n/dictionary.ts';
import type { Language } from './kernel/i18n/language.ts';
import { loadMessages, namespaces } from './messages.ts';

/** Every text with its path: `miniatures.list.search`. */
function texts(tree: Dictionary, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') all.set(here, value);
    else for (const [inner, text] of texts(value, here)) all.set(inner, text);
  }
  return all;
}

async function dictionary(language: Language): Promise<Map<string, string>> {
  const trees = namespaces.map(async (name) => [name, await loadMessages(language, name)] as const);
  return texts(Object.fromEntries(await Promise.all(trees)));
}

const english = await dictionary('en');
const russian = await dictionary('ru');
const places = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name);
/** The English text that a Russian form translates. */
const sourceOf = (path: string) =>
  english.get(path) ?? english.get(path.replace(/_(few|many)$/, '_other')) ?? '';

describe('the dictionaries', () => {
  it('are found: of the frame, of an area, of a page', () => {
    const paths = ['kernel.save', 'areas.miniatures.label', 'miniatures.list.search'];
    for (const path of [...paths, 'statistics.flow']) {
      expect(english.get(path), path).toMatch(/[a-z]/i);
      expect(russian.get(path), path).toMatch(/[а-яё]/i);
    }
  });

  it('fill the same facts into the same texts', () => {
    for (const [path, text] of russian) {
      expect(places(text).sort(), path).toEqual(places(sourceOf(path)).sort());
    }
  });

  it('have all four forms of every Russian plural', () => {
    const plurals = [...english.keys()].filter((path) => path.endsWith('_other'));
    expect(plurals.length).toBeGreaterThan(20);
    for (const path of plurals) {
      for (const form of ['one', 'few', 'many', 'other']) {
        expect(russian.has(path.replace(/other$/, form)), `${path} ${form}`).toBe(true);
      }
    }
  });

  it('count nothing in English without its two forms', () => {
    // A limit is the same number always, and a large one.
    const plural = /\{\{(?!limit\b)\w+, number\}\} [a-z]+s\b/;
    for (const [path, text] of english) {
      if (!path.endsWith('_other')) expect(text, path).not.toMatch(plural);
    }
  });

  it('are set in Russian as Russian is', () => {
    for (const [path, text] of russian) {
      // What stands in braces is code, or filled in.
      const prose = text.replace(/\{.*?\}+/g, 'X');
      expect(prose, `${path}: quotation marks are «…»`).not.toMatch(/["'“”„‘’]/);
      expect(prose, `${path}: a dash is —, a range has – without blanks`).not.toMatch(
        /\s[-–]|[-–]\s/,
      );
      expect(prose, `${path}: … is one character`).not.toContain('..');
      expect(prose, `${path}: a number is not broken`).not.toMatch(/\d \d/);
    }
  });

  it('leave no text empty or untranslated', () => {
    const same = new Set([
      'kernel.name',
      'kernel.title',
      'kernel.languages.en',
      'kernel.languages.ru',
    ]);
    for (const [path, text] of russian) {
      expect(text.trim(), path).not.toBe('');
      const isRouteOnly = !/[a-z]/i.test(text.replace(/\{\{[^}]*\}\}/g, ''));
      if (!same.has(path) && !isRouteOnly) expect(text, path).toMatch(/[а-яё]/i);
    }
  });
});
