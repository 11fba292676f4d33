import { createHash, randomBytes } from 'node:crypto';

/** A secret that is given out once, and what is kept of it. */
export interface NewToken {
  readonly token: string;
  readonly hash: Buffer;
}

/** With a prefix, so that whoever finds one somewhere knows what it is. */
export type TokenKind = 'access' | 'refresh' | 'bearer' | 'api' | 'link';

const prefixes: Record<TokenKind, string> = {
  access: 'atl_s_',
  refresh: 'atl_r_',
  bearer: 'atl_b_',
  api: 'atl_t_',
  link: '',
};

/** 256 random bits: nobody guesses one, so a plain hash is enough to keep. */
export function newToken(kind: TokenKind): NewToken {
  const token = prefixes[kind] + randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function isOfKind(token: string, kind: TokenKind): boolean {
  return token.startsWith(prefixes[kind]);
}
