import type { NamedText } from './imported-request.ts';

/** An address without what is secret in it, and its query taken apart. */
export interface Address {
  /** Without user, query and fragment. */
  readonly url: string;
  readonly path: string;
  readonly query: readonly NamedText[];
  readonly hasUser: boolean;
}

const parts = /^((?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/)?(?:([^/?#@]*)@)?([^?#]*)(?:\?([^#]*))?/;

/** Takes an address apart as it is written; one without a scheme is left without. */
export function addressOf(written: string): Address {
  const [, scheme = '', user, rest = '', query = ''] = parts.exec(written.trim()) ?? [];
  const path =
    scheme === '' ? rest : rest.slice(rest.indexOf('/') === -1 ? rest.length : rest.indexOf('/'));
  return {
    url: `${scheme}${rest}`,
    path: path === '' ? '/' : path,
    query: query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair): NamedText => {
        const at = pair.indexOf('=');
        return at === -1
          ? [decoded(pair), '']
          : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
      }),
    hasUser: user !== undefined && user !== '',
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
