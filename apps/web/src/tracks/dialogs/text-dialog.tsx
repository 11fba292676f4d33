import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly submit?: string;
  readonly initial: string;
  readonly maxLength: number;
  readonly onClose: () => void;
  readonly onSubmit: (text: string) => Promise<void>;
}

/** Asks for one line of text. */
export function TextDialog({ title, label, submit, initial, maxLength, onClose, onSubmit }: Props) {
  const [text, setText] = useState(initial);
  return (
    <FormDialog
      title={title}
      {...(submit === undefined ? {} : { submit })}
      opened
      canSubmit={text.trim() !== ''}
      onClose={onClose}
      onSubmit={() => onSubmit(text.trim())}
    >
      <TextInput
        label={label}
        data-autofocus
        maxLength={maxLength}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
    </FormDialog>
  );
}
