import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Suspense, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { laterPart, lazyPart } from '../lazy-part.ts';
import { Parts } from '../me/frame-parts.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { PaletteStandIn } from '../palette/palette-stand-in.tsx';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import classes from './app-frame.module.css';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';

const CommandPalette = laterPart(
  async () => (await import('../palette/command-palette.tsx')).CommandPalette,
  PaletteStandIn,
);
const ShortcutsHelp = lazyPart(
  async () => (await import('../shortcuts/shortcuts-help.tsx')).ShortcutsHelp,
);

/** What stands around every page. */
export function AppFrame() {
  const { t } = useTranslation();
  const { banner } = useContext(Parts);
  const [menuIsOpen, menu] = useDisclosure(false);
  const [paletteIsOpen, palette] = useDisclosure(false);
  const [helpIsOpen, help] = useDisclosure(false);
  const helpWasOpen = useWasEver(helpIsOpen);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the path is what closes the menu
  useEffect(menu.close, [path]);
  const router = useRouter();
  useShortcuts({
    h: () => void router.navigate({ to: '/' }),
    'mod+k': () => void palette.toggle(),
    '?': () => void help.open(),
  });
  const parts = { onPalette: palette.open, onHelp: help.open };
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <div className={classes.side}>
        <SideBar {...parts} />
      </div>
      <div className={classes.top}>
        <TopBar onMenu={menu.open} onPalette={palette.open} />
      </div>
      <Dialog
        opened={menuIsOpen}
        onClose={menu.close}
        title={t('navigation')}
        bare
        placement="side"
      >
        <SideBar {...parts} onClose={menu.close} />
      </Dialog>
      <main id="content" tabIndex={-1} className={classes.main}>
        {banner}
        <Outlet />
      </main>
      <CommandPalette opened={paletteIsOpen} onClose={palette.close} onHelp={help.open} />
      <Suspense fallback={null}>
        {helpWasOpen && <ShortcutsHelp opened={helpIsOpen} onClose={help.close} />}
      </Suspense>
    </div>
  );
}

/** Whether something was so at any time: then its code is there, and stays. */
function useWasEver(isNow: boolean): boolean {
  const [was, setWas] = useState(isNow);
  if (isNow && !was) setWas(true);
  return was || isNow;
}
