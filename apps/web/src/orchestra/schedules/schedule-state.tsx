import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconClockOff,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { codeWords } from '../../kernel/errors/error-words.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './schedules.module.css';

export const scheduleStates = ['on', 'paused', 'failing', 'missed'] as const;

/** How it is with a time plan: what went wrong with it comes first. */
export function stateOf({
  isEnabled,
  lastError,
  missed,
}: Schedule): (typeof scheduleStates)[number] {
  if (lastError !== null) return 'failing';
  if (missed > 0) return 'missed';
  return isEnabled ? 'on' : 'paused';
}

const icons = {
  on: IconCalendarTime,
  paused: IconPlayerPause,
  failing: IconAlertTriangle,
  missed: IconClockOff,
} as const;

export function ScheduleStateMark({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation('orchestra-schedules');
  const state = stateOf(schedule);
  const Icon = icons[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={18} aria-hidden />
      {t(`states.${state}`)}
    </span>
  );
}

/** Why a time plan did not begin, and how often nobody was there for it; nothing where nothing is wrong. */
export function ScheduleProblems({ schedule }: { readonly schedule: Schedule }) {
  const { t, i18n } = useTranslation(['orchestra-schedules', 'orchestra']);
  const format = useFormat();
  const { lastError, missed, missedAt } = schedule;
  // What the suite names is not kept with the code.
  const why = lastError && codeWords(i18n, { code: lastError, details: { names: '…' } }).text;
  const at = missedAt === null ? '' : format.instant(Date.parse(missedAt));
  const problems = [
    ...(why ? [t('failed', { why })] : []),
    ...(missed > 0 ? [t('missed', { count: missed, at })] : []),
  ];
  return problems.map((problem) => (
    <div key={problem} className={classes.problem}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{problem}</span>
    </div>
  ));
}
