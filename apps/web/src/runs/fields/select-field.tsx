import { Input } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ComponentPropsWithoutRef, type ReactNode, useId } from 'react';

interface Props extends ComponentPropsWithoutRef<'select'> {
  readonly label?: ReactNode;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}

/**
 * The browser's own choice of one of several. Mantine's `NativeSelect` brings a list of its own along, which would
 * be a fifth of the first page once several pages share it.
 */
export function SelectField({ label, description, error, data, ...select }: Props) {
  const id = useId();
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Input
        component="select"
        id={id}
        error={error}
        rightSection={<IconChevronDown size={16} aria-hidden />}
        rightSectionPointerEvents="none"
        {...(select as object)}
      >
        {data.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Input>
    </Input.Wrapper>
  );
}
