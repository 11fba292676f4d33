import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { valueTypes } from '@atelier/domain/orchestra/step-meta.ts';
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { type PartProps, useFields } from './editor-parts.tsx';
import type { Draft } from './scenario-draft.ts';

/** Where a value is taken from, and the field that says where exactly. */
const sources = {
  jsonPath: 'path',
  header: 'header',
  regex: 'pattern',
  xpath: 'path',
  expression: 'expression',
  status: null,
  body: null,
} as const;
type Source = keyof typeof sources;
const sourceNames = Object.keys(sources) as readonly Source[];

/** What is kept of the answer, under a name. */
export function ExportList(props: PartProps) {
  const { t } = useTranslation('orchestra-editor');
  const { at, set } = useFields(props);
  const path = ['meta', 'exportAs'];
  const kept = at(path);
  const entries = Object.entries(isRecord(kept) ? kept : {}) as [string, Draft][];
  const write = (next: readonly (readonly [string, Draft])[]) =>
    set(path, next.length === 0 ? undefined : Object.fromEntries(next));
  const names = new Set(entries.map(([name]) => name));
  const freeName = () => {
    for (let count = 1; ; count++) if (!names.has(`value${count}`)) return `value${count}`;
  };
  return (
    <fieldset className={classes.part}>
      <legend>{t('exports')}</legend>
      {entries.map(([name, value], place) => (
        <ExportFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited
          key={place}
          name={name}
          value={value}
          errorAt={(below) => props.errorAt([...path, name, ...below])}
          onRename={(next) =>
            // Two under one name would be one.
            !names.has(next) && write(entries.with(place, [next, value]))
          }
          onChange={(next) => write(entries.with(place, [name, next]))}
          onRemove={() => write(entries.toSpliced(place, 1))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => write([...entries, [freeName(), { from: 'jsonPath', path: '$.id' }]])}
      >
        {t('addExport')}
      </Button>
    </fieldset>
  );
}

interface FieldsProps extends PartProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
}

function ExportFields({ name, onRename, onRemove, ...props }: FieldsProps) {
  const { t } = useTranslation('orchestra-editor');
  const { set, text } = useFields(props);
  const { value, onChange, errorAt } = props;
  const from = sourceNames.find((one) => one === value.from) ?? 'jsonPath';
  const where = sources[from];
  const { type = 'text', scope = 'scenario', secret } = value;
  return (
    <div className={classes.row}>
      <TextInput
        aria-label={t('exportName')}
        spellCheck={false}
        value={name}
        error={errorAt([])}
        onChange={({ currentTarget }) => onRename(currentTarget.value)}
      />
      <NativeSelect
        aria-label={t('exportFrom', { name })}
        data={sourceNames.map((one) => ({ value: one, label: t(`sources.${one}`) }))}
        value={from}
        onChange={({ currentTarget }) => {
          const next = currentTarget.value as Source;
          const field = sources[next];
          onChange({ from: next, type, scope, ...(field && { [field]: '' }) });
        }}
      />
      {where !== null && (
        <TextInput
          aria-label={t('exportWhere', { name })}
          placeholder={t(`places.${from as 'jsonPath'}`)}
          spellCheck={false}
          {...text([where])}
          onChange={({ currentTarget }) => set([where], currentTarget.value)}
        />
      )}
      <NativeSelect
        aria-label={t('exportType', { name })}
        data={valueTypes.map((one) => ({ value: one, label: t(`types.${one}`) }))}
        value={String(type)}
        onChange={({ currentTarget }) => set(['type'], currentTarget.value)}
      />
      <Checkbox
        label={t('forSuite')}
        checked={scope === 'suite'}
        onChange={({ currentTarget }) =>
          set(['scope'], currentTarget.checked ? 'suite' : 'scenario')
        }
      />
      <Checkbox
        label={t('secret')}
        checked={secret === true}
        onChange={({ currentTarget }) => set(['secret'], currentTarget.checked)}
      />
      <ActionIcon variant="subtle" aria-label={t('removeExport', { name })} onClick={onRemove}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
