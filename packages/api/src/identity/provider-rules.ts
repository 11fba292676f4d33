/** Whether we speak to an address that a provider named: on its own origin, or on one that was said to be its too. */
export function mayReachProvider(
  url: string,
  issuer: string,
  trustedOrigins: readonly string[],
): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return [new URL(issuer).origin, ...trustedOrigins].includes(origin);
}

/** A page of ours to go on with after signing in; the start page for anything else. */
export function pageToReturnTo(next: string | undefined): string {
  // Browsers take a backslash for a slash, and what begins with two of them is another host.
  return next !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(next) && next.length <= 2000
    ? next
    : '/';
}
