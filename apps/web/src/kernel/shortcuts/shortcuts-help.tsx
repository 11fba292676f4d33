import { Kbd } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../areas.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { useOpenArea } from '../use-areas.ts';
import { paletteKeys } from './key-names.ts';
import type { ShortcutGroup } from './shortcut.ts';
import classes from './shortcuts-help.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keys that work here and now, and those that work everywhere. */
export function ShortcutsHelp({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const area = useOpenArea();
  const everywhere: ShortcutGroup = {
    title: t('shortcuts.everywhere'),
    lines: [
      { keys: [paletteKeys()], does: t('shortcuts.palette') },
      { keys: ['H'], does: t('start') },
      { keys: ['?'], does: t('shortcuts.help') },
      { keys: ['Esc'], does: t('shortcuts.close') },
    ],
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts.title')}>
      {area && <AreaKeys area={area} />}
      <Keys group={everywhere} />
    </Dialog>
  );
}

function AreaKeys({ area }: { readonly area: Area }) {
  const group = area.useShortcutGroup();
  return [group, ...(group.more ?? [])].map((each) => <Keys key={each.title} group={each} />);
}

function Keys({ group }: { readonly group: ShortcutGroup }) {
  const { t } = useTranslation();
  if (group.lines.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>{group.title}</h3>
      <dl className={classes.list}>
        {group.lines.map(({ keys, does }) => (
          <div key={does} className={classes.line}>
            <dt>{does}</dt>
            <dd className={classes.keys}>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className={classes.or}>{t('shortcuts.or')}</span>}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
