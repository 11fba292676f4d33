import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { useScheduleCommands } from './use-schedule-commands.ts';

interface Props {
  readonly schedule: Schedule;
  /** Goes on when it is certain that nothing unsaved is lost. */
  readonly leave?: (then: () => void) => void;
  readonly onRemoved?: () => void;
}

const atOnce = (then: () => void) => then();

/** Run now, pause or go on, remove: what a time plan can be told at once. */
export function ScheduleButtons({ schedule, leave = atOnce, onRemoved }: Props) {
  const { t } = useTranslation('orchestra-schedules');
  const mayEdit = useMay(orchestraActions.edit);
  const mayRun = useMay(orchestraActions.run);
  const { switchTo, forget, remove, runNow, isStarting } = useScheduleCommands(schedule);
  const { isEnabled, missed, lastError } = schedule;
  const button = { size: 'compact-sm', variant: 'default' } as const;
  return (
    <Group gap="xs">
      {mayRun && (
        <Button {...button} loading={isStarting} onClick={() => leave(runNow)}>
          {t('runNow')}
        </Button>
      )}
      {mayEdit && (
        <>
          <Button {...button} onClick={() => switchTo(!isEnabled)}>
            {isEnabled ? t('pause') : t('resume')}
          </Button>
          {(missed > 0 || lastError !== null) && (
            <Button {...button} onClick={forget}>
              {t('forget')}
            </Button>
          )}
          <Button
            {...button}
            onClick={() =>
              leave(() => {
                remove();
                onRemoved?.();
              })
            }
          >
            {t('remove')}
          </Button>
        </>
      )}
    </Group>
  );
}
