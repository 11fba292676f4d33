import type { HttpRequest } from '@atelier/domain/orchestra/drivers/http.ts';
import { StepError } from '../step-error.ts';

/**
 * Where a request goes. A path is put behind the base address that is called `default`, or behind the only one; the
 * query's values are added to those that the address has. Throws `URL_INVALID`.
 */
export function addressOf(
  { url: written, query = {} }: HttpRequest,
  baseUrls: Readonly<Record<string, string>>,
): URL {
  const url = parse(written, baseUrls);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StepError('URL_INVALID', { url: written.slice(0, 200) });
  }
  url.hash = '';
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) url.searchParams.append(name, String(one));
  }
  return url;
}

function parse(written: string, baseUrls: Readonly<Record<string, string>>): URL | null {
  const text = written.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return URL.canParse(text) ? new URL(text) : null;
  const all = Object.values(baseUrls);
  const base = baseUrls.default ?? (all.length === 1 ? all[0] : undefined);
  // `//host` would be another host: a path is a path.
  if (base === undefined || text.startsWith('//')) return null;
  const joined = `${base.replace(/\/+$/, '')}/${text.replace(/^\//, '')}`;
  return URL.canParse(joined) ? new URL(joined) : null;
}
