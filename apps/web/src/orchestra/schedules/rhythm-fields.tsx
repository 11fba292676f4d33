import { evenMinutes, rhythmKinds } from '@atelier/domain/orchestra/rhythm.ts';
import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { weekdays } from './rhythm-words.ts';
import type { ScheduleFields } from './schedule-fields.ts';
import classes from './schedules.module.css';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => String(from + place));

/** How often: a rhythm as people have words for it, or cron. */
export function RhythmFields({ form }: { readonly form: UseFormReturnType<ScheduleFields> }) {
  const { t } = useTranslation('orchestra-schedules');
  const language = useLanguage();
  const { kind } = form.values;
  const hasTime = kind !== 'minutes' && kind !== 'hourly' && kind !== 'own';
  return (
    <div className={classes.row}>
      <NativeSelect
        label={t('howOften')}
        data={rhythmKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {kind === 'minutes' && (
        <NativeSelect
          label={t('every')}
          data={evenMinutes.map((count) => ({
            value: String(count),
            label: t('minutes', { count }),
          }))}
          {...form.getInputProps('every')}
        />
      )}
      {kind === 'hourly' && (
        <NativeSelect label={t('minute')} data={numbers(0, 59)} {...form.getInputProps('minute')} />
      )}
      {kind === 'weekly' && (
        <NativeSelect
          label={t('day')}
          data={weekdays(language).map((label, place) => ({ value: String(place + 1), label }))}
          {...form.getInputProps('day')}
        />
      )}
      {kind === 'monthly' && (
        <NativeSelect
          label={t('date')}
          description={Number(form.values.date) > 28 ? t('dateHint') : undefined}
          data={numbers(1, 31)}
          {...form.getInputProps('date')}
        />
      )}
      {hasTime && <TextInput type="time" label={t('time')} {...form.getInputProps('time')} />}
      {kind === 'own' && (
        <TextInput
          label={t('cron')}
          description={t('cronHint')}
          placeholder="0 3 * * 1-5"
          spellCheck={false}
          {...form.getInputProps('cron')}
        />
      )}
    </div>
  );
}
