import { Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import classes from './text-entry.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly isLong?: boolean;
  /** By which the keys find it: `comment`, `measured`. */
  readonly name: string;
  readonly onSave: (text: string) => void;
}

/**
 * A text of a result. It is recorded when the field is left, also with the page; Escape takes back what was typed,
 * Ctrl+Enter is done with it. Whoever only looks is shown the field where something stands in it.
 */
export function TextEntry({ label, value, isReadOnly, isLong = false, name, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const isTakenBack = useRef(false);
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
  if (isReadOnly && value === '') return null;
  const field = {
    label,
    // What was recorded is read, and copied, in a locked run as well.
    readOnly: isReadOnly,
    'data-entry': name,
    value: typed ?? value,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      setTyped(currentTarget.value),
    onBlur: () => {
      if (isTakenBack.current) setTyped(null);
      else save();
      isTakenBack.current = false;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const isDone = event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey);
      if (!isDone && event.key !== 'Escape') return;
      event.preventDefault();
      isTakenBack.current = event.key === 'Escape';
      leaveTo(event.currentTarget);
    },
  };
  return isLong ? (
    <Textarea rows={2} classNames={{ input: classes.grows }} {...field} />
  ) : (
    <TextInput {...field} />
  );
}

/** Back to where the keys were: the step, or the row of the item. */
function leaveTo(field: HTMLElement): void {
  const place =
    field.closest<HTMLElement>('[data-step]') ??
    document.querySelector<HTMLElement>('[data-row][aria-current]');
  if (place === null) field.blur();
  else place.focus({ preventScroll: true });
}
