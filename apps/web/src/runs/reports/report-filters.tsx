import { runStatuses } from '@atelier/domain/runs/machine.ts';
import { levels } from '@atelier/domain/runs/reports/schemas.ts';
import type { ReportChoices } from '@atelier/domain/runs/reports/types.ts';
import { NativeSelect, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../kernel/i18n/format.ts';
import { type Period, periods, type ReportAddress, readReportAddress } from './report-address.ts';
import classes from './reports.module.css';

interface Props {
  readonly address: ReportAddress;
  readonly choices: ReportChoices;
  readonly onChange: (address: ReportAddress) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Filter {
  readonly field: keyof ReportAddress;
  readonly label: string;
  readonly options: readonly Option[];
  readonly isList?: boolean;
}

/** What limits all reports of the page; it counts at once. */
export function ReportFilters({ address, choices, onChange }: Props) {
  const { t } = useTranslation(['reports', 'runs']);
  return (
    <search className={classes.filters} aria-label={t('filters.label')}>
      <NativeSelect
        label={t('filters.period')}
        value={address.period}
        data={periods.map((period) => ({ value: period, label: periodWords(period, t) }))}
        onChange={(event) => onChange({ ...address, period: event.currentTarget.value as Period })}
      />
      {address.period === 'own' &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`filters.${end}`)}
            value={address[end] ?? ''}
            onChange={(event) =>
              onChange({ ...address, [end]: event.currentTarget.value || undefined })
            }
          />
        ))}
      {filtersOf(choices, t).map(({ field, label, options, isList }) => (
        <NativeSelect
          key={field}
          label={label}
          value={String([address[field]].flat()[0] ?? any)}
          data={[{ value: any, label: t('filters.any') }, ...options]}
          onChange={({ currentTarget: { value } }) => {
            const chosen = value === any ? undefined : value;
            onChange(
              readReportAddress({
                ...address,
                [field]: chosen !== undefined && isList ? [chosen] : chosen,
              }),
            );
          }}
        />
      ))}
    </search>
  );
}

/** No model or firmware is called so. */
const any = '\u0001';

type Words = TFunction<['reports', 'runs']>;

function periodWords(period: Period, t: Words): string {
  if (period === 'all') return t('filters.all');
  return period === 'own' ? t('filters.own') : t('filters.days', { count: Number(period) });
}

function filtersOf(choices: ReportChoices, t: Words): readonly Filter[] {
  const named = (word: string) => ({ value: word, label: word || t('filters.none') });
  const people = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return [
    {
      field: 'models',
      label: t('filters.model'),
      options: choices.models.map(named),
      isList: true,
    },
    {
      field: 'firmwares',
      label: t('filters.firmware'),
      options: choices.firmwares.map(named),
      isList: true,
    },
    {
      field: 'suiteId',
      label: t('filters.suite'),
      options: choices.suites.map(({ id, path }) => ({ value: id, label: path.join(' / ') })),
    },
    { field: 'level', label: t('filters.level'), options: levels.map(named) },
    { field: 'templateId', label: t('filters.template'), options: people(choices.templates) },
    { field: 'engineerId', label: t('filters.engineer'), options: people(choices.engineers) },
    {
      field: 'status',
      label: t('filters.status'),
      options: runStatuses.map((value) => ({ value, label: t(`runs:statuses.${value}`) })),
      isList: true,
    },
  ];
}

/** The filters in words, as they stand on paper. */
export function useFilterWords(address: ReportAddress, choices: ReportChoices): string {
  const { t } = useTranslation(['reports', 'runs']);
  const format = useFormat();
  const chosen = filtersOf(choices, t).flatMap(({ field, label, options }) => {
    const values = [address[field]].flat().filter((value) => value !== undefined);
    const words = values.map(
      (value) => options.find((option) => option.value === value)?.label ?? String(value),
    );
    return words.length === 0 ? [] : [t('filters.one', { name: label, value: words.join(', ') })];
  });
  return [periodInPrint(address, t, format), ...chosen].join(' · ');
}

function periodInPrint({ period, from, to }: ReportAddress, t: Words, format: Format): string {
  const value =
    period === 'own'
      ? `${from ? format.day(from) : '…'} – ${to ? format.day(to) : '…'}`
      : periodWords(period, t);
  return t('filters.one', { name: t('filters.period'), value });
}
