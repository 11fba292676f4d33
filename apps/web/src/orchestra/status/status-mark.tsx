import type { StepStatus, TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconHourglass,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconRepeat,
  IconStack2,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './status-mark.module.css';

const icons = {
  PENDING: IconHourglass,
  QUEUED: IconStack2,
  IN_PROGRESS: IconPlayerPlay,
  PASSED: IconCheck,
  FAILED: IconX,
  FAILED_STUCK: IconAlertTriangle,
  CANCELLED: IconBan,
  SKIPPED: IconPlayerSkipForward,
  RETRIED: IconRepeat,
} as const;

/** What became of a run, a test run or a step, as an icon and a word. */
export function StatusMark({ status }: { readonly status: TestRunStatus | StepStatus }) {
  const { t } = useTranslation('orchestra');
  const Icon = icons[status];
  return (
    <span className={classes.mark} data-status={status}>
      <Icon size={18} stroke={2.2} aria-hidden />
      {t(`statuses.${status}`)}
    </span>
  );
}
