/** How long a slug may be. */
export const slugLength = 80;

/** Lower case Latin letters and digits, in words with one hyphen between. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const cyrillic: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i' },
  ...{ й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't' },
  ...{ у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y' },
  ...{ ь: '', э: 'e', ю: 'yu', я: 'ya', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u' },
};

/** The slug that a title suggests; `track` for one without letters that can be written so. */
export function slugOf(title: string): string {
  const latin = [...title.toLowerCase().normalize('NFC')]
    .map((letter) => cyrillic[letter] ?? letter.normalize('NFKD').replace(/\p{Mark}/gu, ''))
    .join('');
  return (
    shortened(latin.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''), slugLength) || 'track'
  );
}

/** The slug, or the first one like it with a number behind that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) {
    const end = `-${number}`;
    const tried = shortened(slug, slugLength - end.length) + end;
    if (!taken.has(tried)) return tried;
  }
}

/** At most so long, and no hyphen at the end. */
function shortened(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-+$/, '');
}
