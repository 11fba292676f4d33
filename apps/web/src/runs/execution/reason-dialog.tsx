import { Highlight, Text, TextInput } from '@mantine/core';
import '@mantine/core/styles/Mark.css';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import classes from './reason-dialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly chosen: string | null;
  readonly onChoose: (code: string) => void;
  readonly onClose: () => void;
}

/** Why it failed, from the catalogue: typed words narrow it down, the arrows choose, Enter takes. */
export function ReasonDialog({ opened, chosen, onChoose, onClose }: Props) {
  const { t } = useTranslation('execution');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('reason.title')}>
      <ReasonPicker chosen={chosen} onChoose={onChoose} />
    </Dialog>
  );
}

function ReasonPicker({ chosen, onChoose }: Pick<Props, 'chosen' | 'onChoose'>) {
  const { t } = useTranslation('execution');
  const trpc = useTRPC();
  const { data: all = [] } = useQuery(trpc.runs.reasons.list.queryOptions());
  const [words, setWords] = useState('');
  const [place, setPlace] = useState(0);
  const list = useId();
  const wanted = words.trim().toLowerCase();
  const found = all.filter(
    ({ code, title, description, isActive }) =>
      (isActive || code === chosen) &&
      [code, title, description].some((text) => text.toLowerCase().includes(wanted)),
  );
  const active = found[Math.min(place, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step !== undefined) setPlace((now) => clamp(now + step, found.length));
    else if (active) onChoose(active.code);
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.code}`}
        label={t('reason.search')}
        value={words}
        onChange={({ currentTarget }) => {
          setWords(currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t('reason.title')} className={classes.list}>
        {found.map(({ code, title, description }) => (
          <div
            key={code}
            id={`${list}-${code}`}
            role="option"
            aria-selected={code === active?.code}
            tabIndex={-1}
            className={classes.option}
            onClick={() => onChoose(code)}
            onKeyDown={onKeyDown}
          >
            <Highlight highlight={wanted} component="span">
              {title}
            </Highlight>
            {description && (
              <Text size="sm" c="dimmed" component="span">
                {description}
              </Text>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <Text c="dimmed">{t('reason.none')}</Text>}
    </>
  );
}

const clamp = (place: number, length: number) => Math.max(0, Math.min(place, length - 1));
