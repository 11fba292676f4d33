/** More of one letter are not looked for. */
const maxLinks = 500;

const inAttribute = /\bhref\s*=\s*(?:"([^"<>]{1,4000})"|'([^'<>]{1,4000})'|([^\s"'<>]{1,4000}))/gi;
const inText = /\bhttps?:\/\/[^\s<>"'`]{1,4000}/gi;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
};

/** Addresses that a letter leads to: those of its HTML in order, then those in its text; each once. */
export function linksOf(html: string, text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, double, single, bare] of html.matchAll(inAttribute)) {
    const link = withoutEntities((double ?? single ?? bare ?? '').trim());
    // A place in the letter itself is none.
    if (link !== '' && !link.startsWith('#')) found.add(link);
    if (found.size >= maxLinks) break;
  }
  for (const [link] of text.matchAll(inText)) {
    if (found.size >= maxLinks) break;
    found.add(withoutSentence(link));
  }
  return [...found];
}

function withoutEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, ...parts) => {
    const [decimal, hex, name] = parts as readonly (string | undefined)[];
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}

/** What ends a sentence behind an address is none of it, nor is a bracket that was opened before it. */
function withoutSentence(link: string): string {
  const bare = link.replace(/[.,;:!?]{1,20}$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare;
}
