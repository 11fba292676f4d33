import type { AuthMode } from '@atelier/domain/identity/mode.ts';

/** How people come in here, as the server told this browser; nobody signs in where it told nothing. */
export function authMode(): AuthMode {
  const mode = cookie('atelier-mode');
  return mode === 'team' || mode === 'open' ? mode : 'local';
}

/** The user who signed in with this browser; null for nobody. The server believes nothing of it. */
export function signedInAs(): string | null {
  return cookie('atelier-user') || null;
}

let owner: { readonly id: string | null } | undefined;

/** Whose this page is: who had signed in when it was loaded, and asked for the first time; null for nobody. */
export function pageIsOf(): string | null {
  owner ??= { id: signedInAs() };
  return owner.id;
}

/** Whether somebody else has signed in since, or nobody is in any more: what was done here is not theirs to send. */
export function isSomebodyElses(): boolean {
  return signedInAs() !== pageIsOf();
}

function cookie(name: string): string | undefined {
  const pair = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
