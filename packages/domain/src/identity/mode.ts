/**
 * How it is known who calls. `local`: nobody signs in, for only this machine reaches it. `team`: each with an
 * account. `open`: nobody signs in, although others reach it; whoever set it knows.
 */
export const authModes = ['local', 'team', 'open'] as const;
export type AuthMode = (typeof authModes)[number];
