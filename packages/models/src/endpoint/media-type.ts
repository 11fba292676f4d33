/** `text/html` of `Text/HTML; charset=utf-8`; empty where nothing is said. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
