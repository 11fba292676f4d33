/** What a browser keeps of a session. */
export interface SessionTokens {
  readonly access: string;
  readonly refresh: string;
  readonly expiresAt: Date;
}

/** The browser or program behind a request, as far as signing in has to know it. */
export interface Client {
  /** Its network address. */
  readonly address: string;
  /** As it calls itself; empty where it says nothing. */
  readonly userAgent: string;
  /** The device of a guest, by a cookie that we signed; undefined for a bare id, which anybody can send. */
  readonly guestDevice: () => string | undefined;
  /** The mark of this browser if this user signed in here before. */
  readonly markFor: (userId: string) => string | undefined;
  /** Signs the browser in, and marks it as one of this user's. */
  readonly giveSession: (userId: string, tokens: SessionTokens) => void;
  /** Marks it alone: its user has shown that they are who they say. */
  readonly mark: (userId: string) => void;
  /** Signs the browser out. */
  readonly takeSession: () => void;
  /** The guest of this browser has become somebody. */
  readonly takeGuestDevice: () => void;
}

/** Of a call that came by no request. */
export const noClient: Client = {
  address: '',
  userAgent: '',
  guestDevice: () => undefined,
  markFor: () => undefined,
  giveSession() {},
  mark() {},
  takeSession() {},
  takeGuestDevice() {},
};
