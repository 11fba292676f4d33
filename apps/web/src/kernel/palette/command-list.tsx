import { Kbd, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../areas.ts';
import classes from './command-list.module.css';

interface Props {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly commands: readonly Command[];
  readonly onRun: (command: Command) => void;
}

/** A combobox (ARIA pattern): the field keeps the focus, arrows move through the list under it. */
export function CommandList({ query, onQuery, commands, onRun }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const active = Math.min(chosen, commands.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = commands.length - 1;
    const command = commands[active];
    if (event.key === 'ArrowDown') setChosen(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') setChosen(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter' && command && !event.nativeEvent.isComposing) onRun(command);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden />
        <input
          className={classes.input}
          value={query}
          onChange={(event) => {
            onQuery(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.label')}
          role="combobox"
          aria-expanded={commands.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? optionId(active) : undefined}
          data-autofocus={query === '' ? '' : 'end'}
          autoComplete="off"
          spellCheck={false}
        />
        <Kbd size="xs">Esc</Kbd>
      </div>
      <VisuallyHidden role="status">
        {t('palette.results', { count: commands.length })}
      </VisuallyHidden>
      {commands.length === 0 && <p className={classes.empty}>{t('palette.empty', { query })}</p>}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('palette.label')}
        className={classes.list}
        hidden={commands.length === 0}
      >
        {groupsOf(commands).map(([group, members]) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
          <div key={group} role="group" aria-label={group}>
            <div className={classes.group} aria-hidden>
              {group}
            </div>
            {members.map(({ command, index }) => (
              <CommandOption
                key={command.id}
                id={optionId(index)}
                command={command}
                active={index === active}
                onPoint={() => setChosen(index)}
                onRun={onRun}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onRun: (command: Command) => void;
}

function CommandOption({ id, command, active, onPoint, onRun }: OptionProps) {
  const { icon: Icon, label, keys } = command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={classes.option}
      onPointerMove={onPoint}
      onClick={() => onRun(command)}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.label}>{label}</span>
      {keys && <Kbd size="xs">{keys}</Kbd>}
    </div>
  );
}

type Numbered = { readonly command: Command; readonly index: number };

/** Commands by group, each with its place in the whole list. */
function groupsOf(commands: readonly Command[]): readonly (readonly [string, Numbered[]])[] {
  const groups = new Map<string, Numbered[]>();
  commands.forEach((command, index) => {
    const members = groups.get(command.group) ?? [];
    members.push({ command, index });
    groups.set(command.group, members);
  });
  return [...groups];
}
