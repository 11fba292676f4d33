import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { useDelayed } from './use-delayed.ts';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly className: string | undefined;
  readonly value: string;
  /** Is told the words after a pause in typing. */
  readonly onSearch: (text: string) => void;
  /** From the search down into the list. */
  readonly onLeave: () => void;
}

/** The search above a list: `/` comes to it, the arrow goes down into the list, Escape empties it. */
export function SearchField(props: Props) {
  const { label, placeholder, clearLabel, className, value, onSearch, onLeave } = props;
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useDelayed(value, onSearch);
  useShortcuts({
    '/': () => {
      field.current?.focus();
      field.current?.select();
      return true;
    },
  });
  return (
    <TextInput
      ref={field}
      className={className}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onLeave();
        }
        if (event.key !== 'Escape') return;
        if (text === '') event.currentTarget.blur();
        else setText('');
      }}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      leftSection={<IconSearch size={17} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label={clearLabel} onClick={() => setText('')} />
        )
      }
      maxLength={255}
      autoComplete="off"
      spellCheck={false}
      type="text"
      inputMode="search"
      enterKeyHint="search"
    />
  );
}
