import { bareComparisons, comparisons } from '@atelier/domain/orchestra/assertions/schemas.ts';
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { JsonField, type PartProps, useFields } from './editor-parts.tsx';
import type { Draft } from './scenario-draft.ts';

/** What each kind is when it is chosen. */
const fresh = {
  status: { type: 'status', value: 200 },
  jsonPath: { type: 'jsonPath', path: '$', op: 'exists' },
  header: { type: 'header', header: 'content-type', op: 'exists' },
  body: { type: 'body', op: 'exists' },
  value: { type: 'value', actual: '', op: 'equals', value: '' },
  xpath: { type: 'xpath', path: '/', op: 'exists' },
  jsonSchema: { type: 'jsonSchema', schema: {} },
  regex: { type: 'regex', pattern: '.' },
  rows: { type: 'rows', op: 'count', value: 1 },
  timing: { type: 'timing', below: '1s' },
  expression: { type: 'expression', expression: 'true' },
} as const satisfies Readonly<Record<string, Draft>>;
type Kind = keyof typeof fresh;
const kinds = Object.keys(fresh) as readonly Kind[];

/** The field that says where it looks, of kinds that have one. */
const places: Readonly<Partial<Record<Kind, string>>> = {
  jsonPath: 'path',
  xpath: 'path',
  header: 'header',
  regex: 'pattern',
  timing: 'below',
  expression: 'expression',
  value: 'actual',
};
const compared: readonly Kind[] = ['jsonPath', 'xpath', 'header', 'body', 'value'];
const asJson: readonly Kind[] = ['jsonSchema', 'rows'];

interface Props extends PartProps {
  readonly list: readonly Draft[];
}

/** What has to hold of the answer. */
export function AssertionList({ list, ...props }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const { set } = useFields(props);
  const path = ['meta', 'assertions'];
  const change = (place: number, next: Draft | undefined) => {
    const left = next === undefined ? list.toSpliced(place, 1) : list.with(place, next);
    set(path, left.length === 0 ? undefined : left);
  };
  return (
    <fieldset className={classes.part}>
      <legend>{t('assertions')}</legend>
      {list.map((assertion, place) => (
        <AssertionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: assertions are nothing but their order
          key={place}
          place={place}
          value={assertion}
          errorAt={(below) => props.errorAt([...path, place, ...below])}
          onChange={(next) => change(place, next)}
          onRemove={() => change(place, undefined)}
        />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => set(path, [...list, fresh.status])}
      >
        {t('addAssertion')}
      </Button>
    </fieldset>
  );
}

interface FieldsProps extends PartProps {
  readonly place: number;
  readonly onRemove: () => void;
}

function AssertionFields({ place, onRemove, ...props }: FieldsProps) {
  const { t } = useTranslation(['orchestra-editor', 'orchestra-suite']);
  const { at, set, text, any } = useFields(props);
  const { value, onChange, errorAt } = props;
  const kind = kinds.find((one) => one === value.type) ?? 'status';
  const where = places[kind];
  const op = String(at(['op']) ?? 'equals');
  const isCompared = compared.includes(kind);
  const isBare = bareComparisons.some((one) => one === op);
  return (
    <div className={classes.row}>
      <NativeSelect
        aria-label={t('assertionKind', { place: place + 1 })}
        data={kinds.map((one) => ({ value: one, label: t(`orchestra-suite:assertion.${one}`) }))}
        value={kind}
        onChange={({ currentTarget }) => onChange(fresh[currentTarget.value as Kind])}
      />
      {where !== undefined && (
        <TextInput
          aria-label={t(`places.${kind as 'jsonPath'}`)}
          placeholder={t(`places.${kind as 'jsonPath'}`)}
          spellCheck={false}
          {...text([where])}
        />
      )}
      {isCompared && (
        <NativeSelect
          aria-label={t('comparison')}
          data={comparisons.map((one) => ({
            value: one,
            label: t(`orchestra-suite:comparisons.${one}`),
          }))}
          value={op}
          onChange={({ currentTarget: { value: next } }) => {
            const { value: expected = '', ...rest } = value;
            const needsNone = bareComparisons.some((one) => one === next);
            onChange({ ...rest, op: next, ...(!needsNone && { value: expected }) });
          }}
        />
      )}
      {(kind === 'status' || (isCompared && !isBare)) && (
        <TextInput
          aria-label={t('expected')}
          placeholder={t('expected')}
          {...any(['value'])}
          onChange={({ currentTarget }) =>
            currentTarget.value === ''
              ? set(['value'], '')
              : any(['value']).onChange({ currentTarget })
          }
        />
      )}
      {asJson.includes(kind) && (
        <JsonField
          label={t('assertionJson')}
          value={value}
          error={errorAt([])}
          onChange={(next) => onChange(next as Draft)}
        />
      )}
      <Checkbox
        label={t('soft')}
        checked={value.soft === true}
        onChange={({ currentTarget }) => set(['soft'], currentTarget.checked ? true : undefined)}
      />
      <ActionIcon
        variant="subtle"
        aria-label={t('removeAssertion', { place: place + 1 })}
        onClick={onRemove}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
