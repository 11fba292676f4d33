import { shortestSecret } from './redact.ts';

/**
 * What of a secret is secret by itself: the secret, and of an address (`postgres://name:password@host`) its password,
 * as it stands there and as it is used. NATS has tokens in the place of the name.
 */
export function secretParts(secret: string): readonly string[] {
  const [, scheme = '', user] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)@/i.exec(secret.trim()) ?? [];
  if (user === undefined) return [secret];
  const colon = user.indexOf(':');
  const isToken = colon < 0 && /^(?:nats|tls)$/i.test(scheme);
  const own = isToken ? user : colon < 0 ? '' : user.slice(colon + 1);
  const parts = [own, decoded(own)].filter((part) => part.length >= shortestSecret);
  return [...new Set([secret, ...parts])];
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
