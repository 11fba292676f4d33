import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import classes from './quantity-field.module.css';

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: string | null;
  /** As typed; it may be no number at all. */
  readonly value: string;
  readonly min: number;
  readonly max: number;
  /** Amounts to take with one press; those above `max` cannot be. */
  readonly quick: readonly number[];
  readonly quickLabel: string;
  /** Offers "All", which is `max`. */
  readonly all?: string;
  readonly autoFocus?: boolean;
  readonly onChange: (text: string) => void;
}

/** A whole number: typed, stepped with the arrow keys or the buttons, or taken from quick amounts. */
export function QuantityField(props: Props) {
  const { label, description, error, value, min, max, quick, quickLabel, all, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const now = Number(value) || 0;
  const step = (by: number) =>
    onChange(String(Math.min(Math.max(now + by, min), Math.max(max, min))));
  return (
    <div>
      <TextInput
        id={id}
        label={label}
        description={description}
        error={error}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        {...(props.autoFocus ? { 'data-autofocus': true } : {})}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is shown */}
      <div role="group" aria-label={quickLabel} className={classes.quick}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('quantity.less')}
          disabled={now <= min}
          onClick={() => step(-1)}
        >
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('quantity.more')}
          disabled={now >= max}
          onClick={() => step(1)}
        >
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
        <span className={classes.space} />
        {quick.map((amount) => (
          <Button
            key={amount}
            variant="default"
            size="sm"
            px="sm"
            disabled={amount > max}
            onClick={() => onChange(String(amount))}
          >
            {format.number(amount)}
          </Button>
        ))}
        {all !== undefined && (
          <Button
            variant="default"
            size="sm"
            px="sm"
            disabled={max < 1}
            onClick={() => onChange(String(max))}
          >
            {all}
          </Button>
        )}
      </div>
    </div>
  );
}
