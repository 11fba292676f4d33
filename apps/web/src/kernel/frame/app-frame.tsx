import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../lazy-part.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { CommandPalette } from '../palette/command-palette.tsx';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import classes from './app-frame.module.css';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';

const ShortcutsHelp = lazyPart(
  async () => (await import('../shortcuts/shortcuts-help.tsx')).ShortcutsHelp,
);

/** What stands around every page. */
export function AppFrame() {
  const { t } = useTranslation();
  const [menuIsOpen, menu] = useDisclosure(false);
  const palette = useOverlay();
  const help = useOverlay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the path is what closes the menu
  useEffect(menu.close, [path]);
  useShortcuts({
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
        <Outlet />
      </main>
      <Suspense fallback={null}>
        {/* Not fetched when it is opened: what is typed behind Ctrl+K must not go elsewhere. */}
        <CommandPalette opened={palette.isOpen} onClose={palette.close} onHelp={help.open} />
        {help.wasOpen && <ShortcutsHelp opened={help.isOpen} onClose={help.close} />}
      </Suspense>
    </div>
  );
}

/** A dialog whose code is fetched when it is first opened. */
function useOverlay() {
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const set = (next: boolean) => {
    setOpen(next);
    if (next) setWasOpen(true);
  };
  return {
    isOpen,
    wasOpen,
    open: () => set(true),
    close: () => set(false),
    toggle: () => set(!isOpen),
  };
}
