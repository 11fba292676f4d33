/** What no text has: control characters other than tab, line breaks, form feed and escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notText = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f\ufffd]/;

/** What a browser would read as a page or a drawing: a tag, behind blanks and comments. */
const markup = /^(?:[\s\ufeff]|<!--[\s\S]*?-->)*<(?:!doctype|[!?/]|[a-z][a-z0-9:-]*[\s>/])/i;

/**
 * Says of the beginning of a file that has no magic number whether it is text; `head` is null where it is no
 * UTF-8. Markup is told from text, so that no use that allows text takes a page, or a drawing with a script.
 */
export function textTypeOf(head: string | null): 'text/plain' | 'application/xml' | null {
  if (head === null || notText.test(head)) return null;
  return markup.test(head) ? 'application/xml' : 'text/plain';
}
