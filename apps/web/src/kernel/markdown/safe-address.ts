const followed = new Set(['http:', 'https:', 'mailto:']);

/** Where a link or an image of somebody's text leads. */
export interface SafeAddress {
  readonly href: string;
  /** Whether it is of this very server. */
  readonly isOwn: boolean;
}

/**
 * An address as the browser would understand it, or null for one that does something else than to lead
 * somewhere: `javascript:`, `data:`, `blob:`, `file:`, an app's own scheme.
 *
 * @param base the address of the page
 */
export function safeAddress(text: string | undefined, base: string): SafeAddress | null {
  if (text === undefined || text === '' || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (!followed.has(url.protocol)) return null;
  const isOwn = url.origin === new URL(base).origin;
  return { href: isOwn ? `${url.pathname}${url.search}${url.hash}` : url.href, isOwn };
}
