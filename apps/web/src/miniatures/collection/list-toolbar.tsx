import { CloseButton, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kernel/forms/choice.tsx';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import classes from './list-toolbar.module.css';

const pauseMs = 150;

interface Props {
  readonly search: string;
  readonly archived: boolean;
  /** How many types the list has; null while that is not known. */
  readonly found: number | null;
  readonly onSearch: (text: string) => void;
  readonly onArchived: (archived: boolean) => void;
  /** From the search down into the list. */
  readonly onLeave: () => void;
}

export function ListToolbar(props: Props) {
  const { search, archived, found, onSearch, onArchived, onLeave } = props;
  const { t } = useTranslation('miniatures');
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useDelayed(search, onSearch);
  useShortcuts({
    '/': () => {
      field.current?.focus();
      field.current?.select();
      return true;
    },
  });
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={field}
        className={classes.search}
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
        aria-label={t('list.search')}
        aria-keyshortcuts="/"
        placeholder={t('list.searchPlaceholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
        rightSection={
          text === '' ? null : (
            <CloseButton size="sm" aria-label={t('list.clearSearch')} onClick={() => setText('')} />
          )
        }
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        type="text"
        inputMode="search"
        enterKeyHint="search"
      />
      <Choice
        label={t('list.which')}
        value={archived ? 'archived' : 'active'}
        onChange={(value) => onArchived(value === 'archived')}
        options={[
          { value: 'active', label: t('list.showActive') },
          { value: 'archived', label: t('list.showArchived') },
        ]}
      />
      <VisuallyHidden role="status">
        {found !== null && search !== '' ? t('list.found', { count: found }) : ''}
      </VisuallyHidden>
    </div>
  );
}

/** A text that is told on after a pause in typing; what comes from outside takes its place. */
function useDelayed(value: string, tell: (text: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === told.current) return;
    const timer = setTimeout(() => {
      told.current = trimmed;
      latest.current(trimmed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}
