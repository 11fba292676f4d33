// The first page has no check box with words beside it, and so not its styles.
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, type CheckboxProps } from '@mantine/core';

/** A check box with its label; `form.getInputProps(name, { type: 'checkbox' })` binds it. */
export function CheckField(props: CheckboxProps) {
  return <Checkbox size="sm" {...props} />;
}
