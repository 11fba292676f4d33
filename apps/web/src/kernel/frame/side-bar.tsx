import { CloseButton, Kbd, UnstyledButton } from '@mantine/core';
import { IconHome, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { AreaPage } from '../areas.ts';
import { Parts, type ShownArea, useShownAreas } from '../me/frame-parts.ts';
import { paletteKeys } from '../shortcuts/key-names.ts';
import { useAreas } from '../use-areas.ts';
import { Brand } from './brand.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { LanguageMenu, ThemeMenu } from './settings-menus.tsx';
import classes from './side-bar.module.css';

interface Props {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  /** Only where the bar can be closed. */
  readonly onClose?: () => void;
}

/** Brand, commands, the areas with their pages, and settings at the foot. */
export function SideBar({ onPalette, onHelp, onClose }: Props) {
  const { t } = useTranslation();
  const areas = useShownAreas(useAreas().manifests);
  const { account } = useContext(Parts);
  return (
    <div className={classes.bar}>
      <div className={classes.brand}>
        <Brand />
        {onClose && <CloseButton size="lg" aria-label={t('closeNavigation')} onClick={onClose} />}
      </div>
      <UnstyledButton className={classes.search} onClick={onPalette}>
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>{t('palette.open')}</span>
        <Kbd size="xs">{paletteKeys()}</Kbd>
      </UnstyledButton>
      <nav aria-label={t('navigation')} className={classes.nav}>
        <PageLink to="/" label={t('start')} icon={IconHome} exact />
        {areas.map((area) => (
          <AreaLinks key={area.id} area={area} />
        ))}
      </nav>
      <div className={classes.foot}>
        {account}
        <ConnectionBadge />
        <div className={classes.settings}>
          <LanguageMenu />
          <ThemeMenu />
          <UnstyledButton
            className={classes.setting}
            onClick={onHelp}
            aria-label={t('shortcuts.title')}
          >
            <IconKeyboard size={18} aria-hidden />
          </UnstyledButton>
        </div>
      </div>
    </div>
  );
}

function AreaLinks({ area }: { readonly area: ShownArea }) {
  const { t } = useTranslation('areas');
  const id = `area-${area.id}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.area}>
        {t(area.label)}
      </h2>
      <ul className={classes.links}>
        {area.pages.map(({ to, label, icon, exact }) => (
          <li key={to}>
            <PageLink to={to} label={t(label)} icon={icon} exact={exact} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type PageLinkProps = Pick<AreaPage, 'to' | 'icon' | 'exact'> & { readonly label: string };

function PageLink({ to, label, icon: Icon, exact }: PageLinkProps) {
  return (
    <Link to={to} className={classes.link} activeOptions={{ exact, includeSearch: false }}>
      <Icon size={18} stroke={1.7} aria-hidden />
      {label}
    </Link>
  );
}
