import { useTranslation } from 'react-i18next';
import { useConnectionState } from '../live/live-updates.tsx';
import classes from './connection-badge.module.css';

interface Props {
  /** Says nothing while all is well. */
  readonly quiet?: boolean;
}

/** Whether changes made elsewhere arrive; a word beside the dot, and said aloud when it changes. */
export function ConnectionBadge({ quiet = false }: Props) {
  const { t } = useTranslation();
  const state = useConnectionState();
  const isShown = !quiet || state === 'lost';
  return (
    <span role="status" className={classes.badge} data-state={state}>
      {isShown && (
        <>
          <span className={classes.dot} aria-hidden />
          <span title={state === 'lost' ? t('connection.lostHint') : undefined}>
            {t(`connection.${state}`)}
          </span>
        </>
      )}
    </span>
  );
}
