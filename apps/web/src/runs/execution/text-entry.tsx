import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly isLong?: boolean;
  /** By which the keys find it: `comment`, `measured`. */
  readonly name: string;
  readonly onSave: (text: string) => void;
}

/**
 * A text of a result. It is recorded when the field is left, also with the page; Escape takes back what was typed,
 * Ctrl+Enter is done with it.
 */
export function TextEntry({ label, value, disabled, isLong = false, name, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    if (typed !== null && typed !== value) onSave(typed);
    setTyped(null);
  };
  const leave = useEffectEvent(save);
  useEffect(() => {
    const onLeave = () => leave();
    window.addEventListener('pagehide', onLeave);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, []);
  const field = {
    label,
    disabled,
    'data-entry': name,
    value: typed ?? value,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      setTyped(currentTarget.value),
    onBlur: save,
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
      const isDone = event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey);
      if (event.key === 'Escape') setTyped(null);
      if (!isDone && event.key !== 'Escape') return;
      event.preventDefault();
      const { currentTarget } = event;
      // After what was typed is taken back, so that leaving the field does not record it.
      setTimeout(() => currentTarget.blur());
    },
  };
  return isLong ? (
    <Textarea autosize minRows={2} maxRows={12} {...field} />
  ) : (
    <TextInput {...field} />
  );
}
