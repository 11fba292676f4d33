import type { SuiteFault } from '@atelier/domain/orchestra/suite-faults.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import classes from './scenario.module.css';

/** More are a sign of one and the same mistake. */
const shown = 20;

interface Props {
  readonly faults: readonly SuiteFault[];
  readonly isSound: boolean;
}

/** What is wrong with a suite, and where; nothing where nothing is. */
export function SuiteFaults({ faults, isSound }: Props) {
  const { t } = useTranslation('orchestra-suite');
  if (faults.length === 0) return null;
  const rest = faults.length - shown;
  return (
    <Card title={t('faultsTitle')} text={isSound ? t('warningsText') : t('faultsText')}>
      <ul className={classes.steps}>
        {faults.slice(0, shown).map(({ code, scenario, step, field, written }) => (
          <li key={[code, scenario, step, field, written].join(' ')} className={classes.step}>
            {t(`faults.${code}`, { written })}
            <Text size="sm" c="dimmed">
              {[scenario, step, field].filter(Boolean).join(' › ')}
            </Text>
          </li>
        ))}
      </ul>
      {rest > 0 && <Text>{t('moreFaults', { count: rest })}</Text>}
    </Card>
  );
}
