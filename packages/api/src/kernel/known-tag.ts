/** Whether a client has it already, by its `If-None-Match`: any of the tags, weak or not, or `*` for whatever there is (RFC 9110, 13.1.2). */
export function isKnownTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((each) => opaque(each.trim())) ?? [];
  return tags.includes('*') || tags.includes(opaque(tag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
