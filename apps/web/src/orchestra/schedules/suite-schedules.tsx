import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { scheduleWords } from './rhythm-words.ts';
import { ScheduleButtons } from './schedule-buttons.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { ScheduleProblems } from './schedule-state.tsx';
import classes from './schedules.module.css';

/** When a suite is started by itself. */
export function SuiteSchedules({ suiteId }: { readonly suiteId: string }) {
  const { t, ready } = useTranslation(['orchestra-schedules', 'orchestra']);
  const trpc = useTRPC();
  const mayEdit = useMay(orchestraActions.edit);
  const { data } = useQuery(trpc.orchestra.schedules.list.queryOptions({ suiteId }));
  const [open, setOpen] = useState<string | null>(null);
  if (!ready || data === undefined) return null;
  const opened = data.find(({ id }) => id === open) ?? null;
  return (
    <Card title={t('list')}>
      {data.length === 0 ? (
        <Text mb="md">{t('emptyHere')}</Text>
      ) : (
        <ul className={classes.plans}>
          {data.map((schedule) => (
            <li key={schedule.id}>
              <Plan schedule={schedule} onOpen={mayEdit ? () => setOpen(schedule.id) : null} />
              <ScheduleButtons schedule={schedule} />
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <Button variant="default" onClick={() => setOpen('new')}>
          {t('create')}
        </Button>
      )}
      {(open === 'new' || opened !== null) && (
        <ScheduleDialog
          key={open}
          schedule={opened}
          suiteId={suiteId}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

interface Props {
  readonly schedule: Schedule;
  /** Null for whoever may not change it. */
  readonly onOpen: (() => void) | null;
}

function Plan({ schedule, onOpen }: Props) {
  const { t } = useTranslation('orchestra-schedules');
  const format = useFormat();
  const language = useLanguage();
  const { environmentName, nextAt } = schedule;
  const words = scheduleWords(schedule, t, language);
  return (
    <div>
      {onOpen === null ? (
        <strong>{words}</strong>
      ) : (
        <Button variant="transparent" className={classes.open} onClick={onOpen}>
          {words}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {environmentName}
        {' · '}
        {nextAt === null ? t('noNext') : `${t('next')}: ${format.instant(Date.parse(nextAt))}`}
      </Text>
      <ScheduleProblems schedule={schedule} />
    </div>
  );
}
