import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import { type ConditionFields, type CriterionFields, withEntry } from './criterion-fields.ts';
import type { Way } from './criterion-form.tsx';
import classes from './process-page.module.css';

interface Props {
  readonly fields: CriterionFields;
  readonly ways: readonly Way[];
  readonly onChange: (part: Partial<CriterionFields>) => void;
}

/** What cannot come together in one scenario: two ways, or conditions for which an expression is true. */
export function ExclusionFields({ fields, ways, onChange }: Props) {
  const { t } = useTranslation('orchestra-process');
  const { pairs, conditions, expressions } = fields;
  const options = [
    { value: '', label: t('exclusions.choose') },
    ...ways.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const setPair = (place: number, pair: readonly [string, string] | null) =>
    onChange({ pairs: withEntry(pairs, place, pair) });
  const setExpression = (place: number, text: string | null) =>
    onChange({ expressions: withEntry(expressions, place, text) });
  return (
    <details className={classes.details}>
      <summary>{t('exclusions.title')}</summary>
      <Text size="sm" c="dimmed" mb="sm">
        {t('exclusions.text')}
      </Text>
      <Stack gap="sm">
        {pairs.map(([one, other], place) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place
            key={place}
            remove={t('exclusions.removePair', { place: place + 1 })}
            onRemove={() => setPair(place, null)}
          >
            <NativeSelect
              label={t('exclusions.one')}
              value={one}
              data={options}
              onChange={({ currentTarget: { value } }) => setPair(place, [value, other])}
            />
            <NativeSelect
              label={t('exclusions.other')}
              value={other}
              data={options}
              onChange={({ currentTarget: { value } }) => setPair(place, [one, value])}
            />
          </Row>
        ))}
        {conditions.map((condition, place) => (
          <Condition
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place
            key={place}
            condition={condition}
            place={place}
            ways={ways}
            onChange={(next) => onChange({ conditions: withEntry(conditions, place, next) })}
          />
        ))}
        {expressions.map((text, place) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place
            key={place}
            remove={t('exclusions.removeExpression', { place: place + 1 })}
            onRemove={() => setExpression(place, null)}
          >
            <TextInput
              label={t('exclusions.expression')}
              description={t('exclusions.expressionHint')}
              value={text}
              spellCheck={false}
              onChange={({ currentTarget: { value } }) => setExpression(place, value)}
            />
          </Row>
        ))}
        <Group gap="xs">
          <Button variant="default" onClick={() => onChange({ pairs: [...pairs, ['', '']] })}>
            {t('exclusions.addPair')}
          </Button>
          <Button
            variant="default"
            onClick={() => onChange({ conditions: [...conditions, { name: '', flows: [] }] })}
          >
            {t('exclusions.addCondition')}
          </Button>
          {conditions.length > 0 && (
            <Button
              variant="default"
              onClick={() => onChange({ expressions: [...expressions, ''] })}
            >
              {t('exclusions.addExpression')}
            </Button>
          )}
        </Group>
      </Stack>
    </details>
  );
}

interface ConditionProps {
  readonly condition: ConditionFields;
  readonly place: number;
  readonly ways: readonly Way[];
  readonly onChange: (condition: ConditionFields | null) => void;
}

function Condition({ condition, place, ways, onChange }: ConditionProps) {
  const { t } = useTranslation('orchestra-process');
  const { name, flows } = condition;
  const choose = (id: string, isChosen: boolean) =>
    onChange({ name, flows: isChosen ? [...flows, id] : flows.filter((flow) => flow !== id) });
  return (
    <Row
      remove={t('exclusions.removeCondition', { place: place + 1 })}
      onRemove={() => onChange(null)}
    >
      <TextInput
        label={t('exclusions.condition')}
        value={name}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => onChange({ name: value, flows })}
      />
      <ScrollRegion label={t('exclusions.isTrue')} className={classes.ways}>
        <Text size="sm" fw={500}>
          {t('exclusions.isTrue')}
        </Text>
        <Stack gap={4}>
          {ways.map((way) => (
            <Checkbox
              key={way.id}
              label={way.name}
              checked={flows.includes(way.id)}
              onChange={({ currentTarget: { checked } }) => choose(way.id, checked)}
            />
          ))}
        </Stack>
      </ScrollRegion>
    </Row>
  );
}

interface RowProps {
  readonly remove: string;
  readonly onRemove: () => void;
  readonly children: React.ReactNode;
}

function Row({ remove, onRemove, children }: RowProps) {
  return (
    <div className={classes.row}>
      {children}
      <ActionIcon variant="default" size="lg" aria-label={remove} title={remove} onClick={onRemove}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
