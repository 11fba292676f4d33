import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { IconCheck, IconCircleDotted, IconMinus, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './result-mark.module.css';

const icons = { ok: IconCheck, fail: IconX, na: IconMinus, open: IconCircleDotted } as const;

interface Props {
  readonly status: ResultStatus | null;
  /** Whether the icon stands alone; its word is then for screen readers. */
  readonly isBare?: boolean;
}

/** A result as an icon and a word. A page has many, which stay what they are with most keys. */
export const ResultMark = memo(function ResultMark({ status, isBare = false }: Props) {
  const { t } = useTranslation('runs');
  const name = status ?? 'open';
  const Icon = icons[name];
  return (
    <span className={classes.mark} data-result={name}>
      <Icon size={18} stroke={2.2} aria-hidden />
      <span className={isBare ? classes.hidden : undefined}>{t(`results.${name}`)}</span>
    </span>
  );
});
