import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { CriterionFields } from './criterion-fields.ts';
import { ExclusionFields } from './exclusion-fields.tsx';
import classes from './process-page.module.css';

export interface Way {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly fields: CriterionFields;
  /** Ways out of decisions. */
  readonly ways: readonly Way[];
  readonly onChange: (fields: CriterionFields) => void;
}

/** What the scenarios have to cover, and what cannot come together. */
export function CriterionForm({ fields, ways, onChange }: Props) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  const change = (part: Partial<CriterionFields>) => onChange({ ...fields, ...part });
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => ({
      value: String(from + at),
      label: format.number(from + at),
    }));
  return (
    <Card title={t('criterion.title')} text={t(`criterion.explain.${fields.kind}`)}>
      <div className={classes.fields}>
        <NativeSelect
          label={t('criterion.kind')}
          value={fields.kind}
          data={(['flows', 'nodes', 'decisions'] as const).map((value) => ({
            value,
            label: t(`criterion.kinds.${value}`),
          }))}
          onChange={({ currentTarget: { value } }) =>
            change({ kind: value as CriterionFields['kind'] })
          }
        />
        {fields.kind === 'decisions' && (
          <NativeSelect
            label={t('criterion.together')}
            value={String(fields.together)}
            data={numbers(1, 3)}
            onChange={({ currentTarget: { value } }) => change({ together: Number(value) })}
          />
        )}
        <NativeSelect
          label={t('criterion.rounds')}
          value={String(fields.rounds)}
          data={numbers(0, 10).map((one) =>
            one.value === '0' ? { ...one, label: t('criterion.noRounds') } : one,
          )}
          onChange={({ currentTarget: { value } }) => change({ rounds: Number(value) })}
        />
        <NativeSelect
          label={t('criterion.parallel')}
          value={fields.parallel}
          data={(['steps', 'scenarios'] as const).map((value) => ({
            value,
            label: t(`criterion.branches.${value}`),
          }))}
          onChange={({ currentTarget: { value } }) =>
            change({ parallel: value as CriterionFields['parallel'] })
          }
        />
      </div>
      {ways.length > 1 && <ExclusionFields fields={fields} ways={ways} onChange={change} />}
    </Card>
  );
}
