import { Button } from '@mantine/core';
import { IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './execution.module.css';
import type { Recorded } from './recorded.ts';
import type { Recorder } from './recorder.ts';

interface Props {
  readonly recorder: Recorder;
  readonly unsaved: readonly Recorded[];
  readonly isAway: boolean;
  /** When what is shown was read, where it is what this browser has kept: milliseconds since 1970. */
  readonly keptAt: number | null;
}

/**
 * Whether what is shown is as it was read last, and what was recorded and is not saved yet: it is kept in this browser,
 * and sent when there is a server again.
 */
export function SavedState({ recorder, unsaved, isAway, keptAt }: Props) {
  const { t } = useTranslation('execution');
  const format = useFormat();
  const refused = unsaved.filter(({ refusal }) => refusal !== undefined).length;
  const waiting = unsaved.length - refused;
  const isQuiet = refused === 0 && keptAt === null && !(isAway && waiting > 0);
  return (
    <div role="status" className={isQuiet ? undefined : classes.saved}>
      {keptAt !== null && (
        <>
          <IconCloudOff size={18} aria-hidden />
          <span>{t('saved.kept', { at: format.instant(keptAt) })}</span>
        </>
      )}
      {isAway && waiting > 0 && (
        <>
          <IconCloudUp size={18} aria-hidden />
          <span>{t('saved.waiting', { count: waiting })}</span>
          <Button size="compact-sm" variant="default" onClick={recorder.tryAgain}>
            {t('saved.tryAgain')}
          </Button>
        </>
      )}
      {refused > 0 && <span>{t('saved.refused', { count: refused })}</span>}
    </div>
  );
}
