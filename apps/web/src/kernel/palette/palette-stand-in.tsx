import { useTranslation } from 'react-i18next';
import { Dialog } from '../overlay/dialog.tsx';
import classes from './command-list.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

let typed = '';

/** What was typed before the palette was there; it begins with that, once. */
export function takeTypedAhead(): string {
  const taken = typed;
  typed = '';
  return taken;
}

/** Stands where the palette will, for what is typed right behind Ctrl+K must not go elsewhere. */
export function PaletteStandIn({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('palette.label')} bare placement="top">
      <input
        className={classes.input}
        data-autofocus
        aria-label={t('palette.label')}
        onChange={(event) => {
          typed = event.currentTarget.value;
        }}
      />
    </Dialog>
  );
}
