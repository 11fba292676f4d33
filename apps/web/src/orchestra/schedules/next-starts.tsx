import { nextStarts } from '@atelier/domain/orchestra/schedule.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kernel/i18n/language.ts';
import classes from './schedules.module.css';

interface Props {
  readonly cron: string;
  readonly timeZone: string;
  readonly count?: number;
}

/** When a time plan comes next: on the clocks of its zone, and where those are others on one's own as well. */
export function NextStarts({ cron, timeZone, count = 5 }: Props) {
  const { t } = useTranslation('orchestra-schedules');
  const language = useLanguage();
  const there = clockOf(language, timeZone);
  const here = clockOf(language, undefined);
  const hour = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const day = {
    here: new Intl.DateTimeFormat(language, { dateStyle: 'short' }),
    there: new Intl.DateTimeFormat(language, { dateStyle: 'short', timeZone }),
  };
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('nextTimes')}
      </Text>
      <ul className={classes.next}>
        {nextStarts({ cron, timeZone }, new Date(), count).map((start) => {
          const said = there.format(start);
          const own =
            day.here.format(start) === day.there.format(start)
              ? hour.format(start)
              : here.format(start);
          const isSame = here.format(start) === said;
          return (
            <li key={start.toISOString()}>
              {said}
              {!isSame && <span>{t('withYou', { at: own })}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function clockOf(language: string, timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone !== undefined && { timeZone }),
  });
}
