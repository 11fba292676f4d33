import { Button, Stack, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../forms/check-field.tsx';
import { useDelayed } from '../grid/use-delayed.ts';
import { Panel } from '../overlay/panel.tsx';
import type { Column } from './column.ts';
import classes from './grid-toolbar.module.css';
import type { ChoiceFilter, DayRange, FilterValue } from './table-filters.ts';
import type { TableControl } from './use-table-state.ts';

interface Props<Row> {
  readonly table: TableControl;
  readonly columns: readonly Column<Row>[];
}

/** A field for each column that can be filtered; what is chosen counts at once. */
export function FilterPanel<Row>({ table, columns }: Props<Row>) {
  const { t } = useTranslation(['tables', 'kernel']);
  const { address, state } = table;
  const filtered = columns.filter(({ id }) => Object.hasOwn(address.filters, id));
  if (filtered.length === 0) return null;
  const active = Object.keys(state.filters).length;
  return (
    <Panel
      label={t('filters.label')}
      icon={IconFilter}
      badge={active > 0 && <span className={classes.badge}>{active}</span>}
    >
      {(close) => (
        <Stack gap="md">
          {filtered.map((column) => (
            <FilterField key={column.id} table={table} column={column} />
          ))}
          <div className={classes.foot}>
            <Button
              variant="default"
              disabled={active === 0}
              onClick={() => table.change({ filters: {} })}
            >
              {t('filters.clear')}
            </Button>
            <Button onClick={close}>{t('kernel:close')}</Button>
          </div>
        </Stack>
      )}
    </Panel>
  );
}

function FilterField<Row>({
  table: { address, state, change },
  column: { id, head, words = {} },
}: {
  readonly table: TableControl;
  readonly column: Column<Row>;
}) {
  const filter = address.filters[id];
  const value = state.filters[id];
  const set = (next: FilterValue | undefined) => {
    const { [id]: _before, ...others } = state.filters;
    change({ filters: next === undefined ? others : { ...others, [id]: next } });
  };
  switch (filter?.kind) {
    case 'text':
      return (
        <TextField head={head} value={typeof value === 'string' ? value : ''} onChange={set} />
      );
    case 'choice': {
      const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
      return <ChoiceField {...{ filter, head, words, chosen }} onChange={set} />;
    }
    case 'days':
      return <DaysField head={head} range={(value ?? {}) as DayRange} onChange={set} />;
    default:
      return null;
  }
}

interface FieldProps {
  readonly head: string;
  readonly onChange: (value: FilterValue | undefined) => void;
}

function TextField({ head, value, onChange }: FieldProps & { readonly value: string }) {
  const { t } = useTranslation('tables');
  const [text, setText] = useDelayed(value, (next) => onChange(next === '' ? undefined : next));
  return (
    <TextInput
      label={head}
      placeholder={t('filters.contains')}
      value={text}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

interface ChoiceProps extends FieldProps {
  readonly filter: ChoiceFilter;
  readonly words: Readonly<Record<string, string>>;
  readonly chosen: readonly string[];
}

function ChoiceField({ filter, head, words, chosen, onChange }: ChoiceProps) {
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{head}</legend>
      {filter.options.map((option) => (
        <CheckField
          key={option}
          label={words[option] ?? option}
          checked={chosen.includes(option)}
          onChange={({ currentTarget: { checked } }) => {
            // In the order of the options, so that the same choice has one address.
            const next = filter.options.filter((one) =>
              one === option ? checked : chosen.includes(one),
            );
            onChange(next.length === 0 ? undefined : next);
          }}
        />
      ))}
    </fieldset>
  );
}

function DaysField({ head, range, onChange }: FieldProps & { readonly range: DayRange }) {
  const { t } = useTranslation('tables');
  const set = (side: 'from' | 'to') => (day: string) => {
    const next = { ...range, [side]: day === '' ? undefined : day };
    onChange(next.from === undefined && next.to === undefined ? undefined : next);
  };
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{head}</legend>
      <div className={classes.days}>
        <DayInput label={t('filters.from')} value={range.from} onChange={set('from')} />
        <DayInput label={t('filters.to')} value={range.to} onChange={set('to')} />
      </div>
    </fieldset>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

function DayInput({ label, value = '', onChange }: DayInputProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      max="9999-12-31"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
