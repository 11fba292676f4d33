import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Brand } from './brand.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import classes from './top-bar.module.css';

interface Props {
  readonly onMenu: () => void;
  readonly onPalette: () => void;
}

/** Where there is no room for the side bar. */
export function TopBar({ onMenu, onPalette }: Props) {
  const { t } = useTranslation();
  return (
    <header className={classes.bar}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onMenu}
        aria-label={t('openNavigation')}
      >
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Brand />
      <div className={classes.state}>
        <ConnectionBadge quiet />
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onPalette}
        aria-label={t('palette.open')}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    </header>
  );
}
