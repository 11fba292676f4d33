import type { QueueState } from '@atelier/domain/orchestra/worker-types.ts';
import { Text } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconPlayerPlay, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useDuration } from '../words/duration-words.ts';
import classes from './workers.module.css';

const figures = [
  { of: 'queued', icon: IconStack2 },
  { of: 'inProgress', icon: IconPlayerPlay },
  { of: 'waiting', icon: IconHourglass },
  { of: 'stuck', icon: IconAlertTriangle },
] as const;

/** How much there is to do. */
export function QueueFigures({ queue }: { readonly queue: QueueState }) {
  const { t } = useTranslation('orchestra-workers');
  const format = useFormat();
  const duration = useDuration();
  const { at, oldestDueAt, finishedPerMinute } = queue;
  const waited = oldestDueAt === null ? 0 : Date.parse(at) - Date.parse(oldestDueAt);
  return (
    <Card title={t('queue')} text={t('queueText')}>
      <dl className={classes.figures}>
        {figures.map(({ of, icon: Icon }) => (
          <div key={of} data-of={of} data-some={queue[of] > 0}>
            <dt>
              <Icon size={18} aria-hidden />
              {t(of)}
            </dt>
            <dd>{format.number(queue[of])}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed" mt="md">
        {[
          waited > 0 && t('oldest', { duration: duration(waited) }),
          t('perMinute', { rate: format.number(Math.round(finishedPerMinute * 10) / 10) }),
        ]
          .filter(Boolean)
          .join(' ')}
      </Text>
    </Card>
  );
}
