import { IconHome, IconSelector } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownArea } from '../me/frame-parts.ts';
import { Menu } from '../overlay/menu.tsx';
import { opensWith, openWith } from './entrance.ts';
import classes from './home-page.module.css';

/** With which page Atelier opens in this browser: whoever works in one area need not come by here. */
export function OpensWithMenu({ areas }: { readonly areas: readonly ShownArea[] }) {
  const { t } = useTranslation(['home', 'kernel', 'areas']);
  const [chosen, setChosen] = useState(opensWith);
  const choices = [
    { id: '', label: t('kernel:start'), icon: IconHome },
    ...areas.flatMap(({ id, label, pages: [first] }) =>
      first === undefined ? [] : [{ id, label: t(`areas:${label}`), icon: first.icon }],
    ),
  ];
  // The area may be none of theirs any more.
  const now = choices.find(({ id }) => id === chosen);
  const words = t('home:opensWith', { page: now?.label ?? t('kernel:start') });
  return (
    <Menu
      className={classes.opensWith}
      label={words}
      items={choices.map(({ id, label, icon }) => ({
        label,
        icon,
        checked: id === (now?.id ?? ''),
        onSelect() {
          openWith(id);
          setChosen(id);
        },
      }))}
    >
      {words}
      <IconSelector size={16} aria-hidden />
    </Menu>
  );
}
