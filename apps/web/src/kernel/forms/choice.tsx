import { useId } from 'react';
import classes from './choice.module.css';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  /** Whether its label stands above it, as beside the fields of a form. */
  readonly isField?: boolean;
}

/** One of a few, all in sight: radio buttons side by side, so that the arrow keys move between them. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, value, options, onChange, isField = false } = props;
  const name = useId();
  const choice = (
    <div role="radiogroup" aria-label={label} className={classes.choice}>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            className={classes.radio}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
  if (!isField) return choice;
  return (
    <div className={classes.field}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      {choice}
    </div>
  );
}
