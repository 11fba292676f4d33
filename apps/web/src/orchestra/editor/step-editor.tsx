import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AssertionList } from './assertion-fields.tsx';
import classes from './editor.module.css';
import { JsonField, type PartProps, useFields } from './editor-parts.tsx';
import { ExportList } from './export-fields.tsx';
import { HttpFields } from './http-fields.tsx';
import { PaceFields } from './pace-fields.tsx';
import type { Draft } from './scenario-draft.ts';

/** What a step asks when its driver is chosen. */
const starts = {
  http: { method: 'GET', url: '/' },
  sql: { connection: 'database', text: 'SELECT 1' },
  amqp: { action: 'publish', connection: 'broker', exchange: '', routingKey: '' },
  nats: { action: 'publish', connection: 'broker', subject: 'subject' },
  mail: { mailbox: 'mailbox' },
  wait: { for: '1s' },
  expression: { expression: 'true' },
  human: { question: '?' },
  noop: {},
  barrier: { barrier: 'meeting', parties: 2 },
} as const satisfies Readonly<Record<string, Draft>>;
type Driver = keyof typeof starts;
export const drivers = Object.keys(starts) as readonly Driver[];

/** One step: what it is called, what it does, what has to hold and what is kept of it. */
export function StepEditor(props: PartProps) {
  const { t } = useTranslation(['orchestra-editor', 'orchestra-suite']);
  const { value, onChange, errorAt } = props;
  const { at, text } = useFields(props);
  const driver = drivers.find((one) => one === value.driver) ?? 'noop';
  const assertions = at(['meta', 'assertions']);
  return (
    <div className={classes.editor}>
      <div className={classes.fields}>
        <TextInput label={t('name')} data-field="name" {...text(['name'])} />
        <TextInput label={t('key')} spellCheck={false} {...text(['key'])} />
        <NativeSelect
          label={t('driver')}
          data={drivers.map((one) => ({ value: one, label: t(`orchestra-suite:drivers.${one}`) }))}
          value={driver}
          onChange={({ currentTarget }) => {
            const next = currentTarget.value as Driver;
            const kind = value.kind === 'BARRIER' ? 'ACTION' : value.kind;
            onChange({
              ...{ ...value, driver: next, request: starts[next] },
              kind: next === 'barrier' ? 'BARRIER' : kind,
            });
          }}
        />
        {driver !== 'barrier' && (
          <NativeSelect
            label={t('kind')}
            data={(['ACTION', 'ASSERTION'] as const).map((one) => ({
              value: one,
              label: t(`orchestra-suite:kinds.${one}`),
            }))}
            value={String(value.kind)}
            onChange={({ currentTarget }) => onChange({ ...value, kind: currentTarget.value })}
          />
        )}
      </div>
      {driver === 'http' ? (
        <HttpFields {...props} />
      ) : (
        driver !== 'noop' && (
          <JsonField
            label={t('request')}
            description={t('requestHint')}
            value={value.request}
            error={errorAt(['request'])}
            onChange={(request) => onChange({ ...value, request })}
          />
        )
      )}
      <AssertionList
        {...props}
        list={Array.isArray(assertions) ? (assertions as readonly Draft[]) : []}
      />
      <ExportList {...props} />
      <PaceFields {...props} />
      <details>
        <summary className={classes.more}>{t('whole')}</summary>
        <JsonField
          label={t('wholeStep')}
          description={t('wholeHint')}
          value={value}
          error={errorAt([])}
          onChange={(next) => onChange(next as Draft)}
        />
      </details>
    </div>
  );
}
