const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The text that an attribute or text stands for, its entities resolved. */
export function plainText(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    // What no text may have stays as it was written.
    const isCharacter = point >= 32 && point < 0x110000 && (point < 0xd800 || point > 0xdfff);
    return isCharacter || point === 9 || point === 10 || point === 13
      ? String.fromCodePoint(point)
      : '\uFFFD';
  });
}

/** A text as it stands in XML, in an attribute too. */
export function escapedText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
