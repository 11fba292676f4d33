import type { Action } from '@atelier/domain/identity/actions.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTRPC, useTRPCClient } from '../kernel/api.ts';
import { Parts } from '../kernel/me/frame-parts.ts';
import { authMode, isSomebodyElses, signedInAs } from '../kernel/me/told.ts';
import { Settings } from '../kernel/settings/settings-store.ts';
import { useAreas } from '../kernel/use-areas.ts';
import { AccountMenu } from './account/account-menu.tsx';
import { useMailLanguage } from './account/mail-language.ts';
import { OpenBanner } from './account/open-banner.tsx';
import { createServerSettings } from './account/server-settings.ts';
import { manifest } from './manifest.ts';
import { Proof } from './proof/proof.tsx';
import { LinkPage } from './sign-in/link-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { signInState } from './sign-in-state.ts';

interface Props {
  readonly children: ReactNode;
}

/**
 * Stands around the app where people sign in: lets in whoever has, and shows the others where to. What they
 * are allowed decides which pages the navigation has, and which commands the pages offer.
 */
export function Gate({ children }: Props) {
  const isIn = useSyncExternalStore(signInState.subscribe, signInState.isIn);
  if (authMode() === 'open') return <WithMe>{children}</WithMe>;
  if (location.pathname === '/link') return <LinkPage token={location.hash.slice(1)} />;
  return isIn ? <WithMe>{children}</WithMe> : <SignInPage />;
}

function WithMe({ children }: Props) {
  useEffect(watchWhoIsIn, []);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { open } = useAreas();
  // What changes about whoever is here is heard on every page, not only on those of the area.
  useEffect(() => void open(manifest).catch(() => {}), [open]);
  const { data: me } = useQuery(trpc.identity.me.queryOptions());
  const settings = useMemo(
    () => createServerSettings(client, trpc, queryClient),
    [client, trpc, queryClient],
  );
  useMailLanguage(settings);
  const isOpen = authMode() === 'open';
  const parts = {
    account:
      me?.user && !isOpen ? <AccountMenu userId={me.user.id} name={me.user.displayName} /> : null,
    banner: isOpen ? <OpenBanner /> : null,
    isTeam: !isOpen,
    isKnown: isOpen || me !== undefined,
    may: (action: Action) => isOpen || may(me, action),
  };
  return (
    <Settings value={settings}>
      <Parts value={parts}>{children}</Parts>
      <Proof />
    </Settings>
  );
}

/** In another tab somebody else may have signed in, or everybody out: nothing of whoever was here stays then. */
function watchWhoIsIn() {
  const look = () => {
    if (!isSomebodyElses()) return;
    if (signedInAs() === null) signInState.left();
    else location.reload();
  };
  for (const event of ['focus', 'visibilitychange'] as const) window.addEventListener(event, look);
  return () => {
    for (const event of ['focus', 'visibilitychange'] as const) {
      window.removeEventListener(event, look);
    }
  };
}

function may(me: Me | undefined, action: Action): boolean {
  if (!me?.user) return false;
  const actor = { id: me.user.id, kind: 'user' as const, grants: me.grants };
  return decide(actor, action, Date.now()) === 'allowed';
}
