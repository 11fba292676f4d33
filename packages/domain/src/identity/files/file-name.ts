import { factsOf, type MediaType } from './media-types.ts';

/** In UTF-8, as file systems count; room is left for what a browser adds to tell two apart. */
const longestBytes = 200;

const unseen =
  /[\p{Control}\p{Format}\p{Surrogate}\p{Line_Separator}\p{Paragraph_Separator}\p{Private_Use}\p{Unassigned}]/gu;
/** What no name of a file has on one system or another. */
const unfit = /[<>:"|?*]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name under which a file of this type can be saved anywhere: the last part of a path, without what steers
 * or misleads, with an extension that fits what the file holds. Nothing is ever stored under it.
 */
export function cleanFileName(name: string, type: MediaType): string {
  const { extensions } = factsOf(type);
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(unseen, '')
    .normalize('NFC')
    .replace(unfit, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [, stem = plain, ending = ''] = /^(.*)\.([a-z0-9]{1,10})$/is.exec(plain) ?? [];
  const fits = extensions.some((each) => each === ending.toLowerCase());
  const base = (fits ? stem : plain) || 'file';
  const extension = fits ? ending : (extensions[0] ?? 'bin');
  const safe = reserved.test(base) ? `_${base}` : base;
  const cut = cutTo(safe, longestBytes - extension.length - 1).replace(/[. ]+$/, '');
  return `${cut || 'file'}.${extension}`;
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function cutTo(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += utf8Length(character.codePointAt(0) ?? 0);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}

const utf8Length = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/**
 * `Content-Disposition` by RFC 6266: the name in ASCII for old programs, and whole as RFC 5987 writes it. No
 * name can end the header or add a parameter to it.
 */
export function contentDisposition(as: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${as}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
