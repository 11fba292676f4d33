/** What was refused of a request: its `Host` where that is not ours, its `Origin` where it has one. */
export interface Refused {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/** A name in the DNS has at most 253 characters. */
const maxLength = 300;

/**
 * The entries that are missing from `ALLOWED_ORIGINS` for a refused request, separated by commas; empty
 * where no entry can help, as for the `Origin` of a page opened from a file (`null`). One entry is enough
 * where both headers have the same host name. A `Host` has no scheme, so it does not matter which one its
 * entry has.
 */
export function missingOrigins(
  { host, origin }: Refused,
  allowedOrigins: readonly string[],
): string {
  const page = origin === undefined ? undefined : readOrigin(origin);
  const called = host === undefined ? undefined : readOrigin(`http://${host}`);
  const entries = [
    page,
    called !== undefined && called.hostname === page?.hostname ? undefined : called,
  ];
  return entries
    .flatMap((each) => each?.origin ?? [])
    .filter((each) => !allowedOrigins.includes(each))
    .join(',');
}

/** An origin as browsers write it, or undefined: no path, no user, no other spelling of an address. */
function readOrigin(text: string): URL | undefined {
  if (text.length > maxLength || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = [text, text.replace(/:80$/, '')].includes(url.origin);
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}
