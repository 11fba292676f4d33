import type { Dictionary } from './kernel/i18n/dictionary.ts';
import type { Language } from './kernel/i18n/language.ts';

/** What the frame says: the kernel's words, and those of the areas' manifests. */
export const frameNamespaces: readonly string[] = ['kernel', 'areas'];

/** The dictionaries of areas and of single pages, each a chunk of its own. */
const dictionaries = new Map(
  Object.entries(
    import.meta.glob<Partial<Record<Language, Dictionary>>>([
      './*/messages/*.ts',
      '!./kernel/messages/{en,ru}.ts',
      '!./*/messages/manifest-*.ts',
    ]),
  ).map(([path, load]) => [nameOf(path), load]),
);

/** `./miniatures/messages/en.ts` is `en/miniatures`, `./miniatures/messages/statistics-en.ts` `en/statistics`. */
function nameOf(path: string): string {
  const [, area, page = area, language] =
    /^\.\/(.+)\/messages\/(?:(.+)-)?(.+)\.ts$/.exec(path) ?? [];
  return `${language}/${page}`;
}

/** Every namespace, such as `miniatures` and `statistics`. */
export const namespaces: readonly string[] = [
  ...new Set([...frameNamespaces, ...[...dictionaries.keys()].map((name) => name.slice(3))]),
];

/** A dictionary in one language; only what is shown in the one that is spoken is fetched. */
export async function loadMessages(language: Language, namespace: string): Promise<Dictionary> {
  if (frameNamespaces.includes(namespace)) {
    const { kernel, manifests } =
      language === 'ru' ? await import('./messages-ru.ts') : await import('./messages-en.ts');
    return namespace === 'kernel' ? kernel : byArea(manifests);
  }
  const words = await dictionaries.get(`${language}/${namespace}`)?.();
  return words?.[language] ?? {};
}

/** `./miniatures/messages/…` is of `miniatures`. */
function byArea(found: Dictionary): Dictionary {
  return Object.fromEntries(
    Object.entries(found).map(([path, words]) => [path.split('/')[1], words]),
  );
}
