import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../areas.ts';
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

interface Props {
  readonly areas: readonly Area[];
}

/** What stands around every page. */
export function AppFrame({ areas }: Props) {
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
  const parts = { areas, onPalette: palette.open, onHelp: help.open };
  return (
    <div className={classes.frame}>
      {areas.map((area) => (
        <AreaKeys key={area.id} area={area} />
      ))}
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
        <CommandPalette
          areas={areas}
          opened={palette.isOpen}
          onClose={palette.close}
          onHelp={help.open}
        />
        {help.wasOpen && <ShortcutsHelp areas={areas} opened={help.isOpen} onClose={help.close} />}
      </Suspense>
    </div>
  );
}

function AreaKeys({ area }: { readonly area: Area }) {
  area.useKeys();
  return null;
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
