import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type MouseEvent, type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { parseQuantity } from './parse-quantity.ts';
import classes from './quantity-field.module.css';

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
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

/**
 * A whole number: typed, stepped with the arrow keys or the buttons, or taken from quick amounts. If the
 * input is not a whole number, or is out of bounds, the field says so beneath it.
 */
export function QuantityField(props: Props) {
  const { label, description, value, min, max, quick, quickLabel, all, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const now = Number(value) || 0;
  const step = (by: number) =>
    onChange(String(Math.min(Math.max(now + by, min), Math.max(max, min))));
  const isWrong = max >= min && parseQuantity(value, { min, max }) === null;
  const bounds = min === max ? t('quantity.only', { max }) : t('quantity.bounds', { min, max });
  const take = (amount: number, { nativeEvent }: MouseEvent) => {
    onChange(String(amount));
    // On to the field, where Enter submits; but a finger would bring up the keyboard on the screen.
    const byTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
    if (!byTouch) field.current?.focus();
  };
  return (
    <div>
      <TextInput
        ref={field}
        id={id}
        label={label}
        description={description}
        error={isWrong && bounds}
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
      <fieldset aria-label={quickLabel} className={classes.quick}>
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
            onClick={(event) => take(amount, event)}
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
            onClick={(event) => take(max, event)}
          >
            {all}
          </Button>
        )}
      </fieldset>
    </div>
  );
}
