import type { Json } from '@atelier/domain/orchestra/json.ts';
import { CookieJar } from 'tough-cookie';

/** How many cookies one test run keeps. */
const maxCookies = 300;

/** The cookies of one test run, by the rules of browsers. What is kept is plain JSON, for the checkpoint. */
export function openJar(state: Json) {
  const jar = restored(state);
  return {
    headerFor: (url: URL): string => jar.getCookieStringSync(url.href),
    take(url: URL, header: string | string[] | undefined): void {
      for (const one of [header ?? []].flat()) {
        // One that is not to be set is none: browsers drop it as well.
        jar.setCookieSync(one, url.href, { ignoreError: true });
      }
    },
    kept(): Json {
      const all = jar.serializeSync();
      if (all === undefined || all.cookies.length === 0) return null;
      return JSON.parse(
        JSON.stringify({ ...all, cookies: all.cookies.slice(-maxCookies) }),
      ) as Json;
    },
  };
}

function restored(state: Json): CookieJar {
  const options = { looseMode: true, rejectPublicSuffixes: false };
  if (state === null || typeof state !== 'object') return new CookieJar(undefined, options);
  try {
    return CookieJar.deserializeSync(JSON.stringify(state));
  } catch {
    return new CookieJar(undefined, options);
  }
}
