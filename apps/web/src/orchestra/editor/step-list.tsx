import { ActionIcon, Button, Group, Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconFileImport,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { type Draft, type DraftPath, type StepDraft, withSteps } from './scenario-draft.ts';
import { StepEditor } from './step-editor.tsx';
import { StepSummary } from './step-summary.tsx';

interface Props {
  readonly steps: readonly StepDraft[];
  readonly onChange: (steps: readonly StepDraft[]) => void;
  readonly onImport: () => void;
  /** Below a step, by its place. */
  readonly errorAt: (path: DraftPath) => ReactNode;
}

const newStep: Draft = {
  ...{ key: 'step', name: '', kind: 'ACTION', driver: 'http' },
  request: { method: 'GET', url: '/' },
};

/** The steps of a scenario: opened, added, removed, put in order by buttons or with Alt and an arrow. */
export function StepList({ steps, onChange, onImport, errorAt }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<number | null>(
    steps.length === 1 ? (steps[0]?.id ?? null) : null,
  );
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (step === undefined || to < 0 || to >= steps.length) return;
    onChange(steps.toSpliced(from, 1).toSpliced(to, 0, step));
    // Of an element that is put elsewhere the browser forgets the focus.
    const { activeElement } = document;
    requestAnimationFrame(() => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(place, place + (event.key === 'ArrowUp' ? -1 : 1));
  };
  const add = () => {
    const next = withSteps(steps, [newStep]);
    onChange(next);
    setOpen(next.at(-1)?.id ?? null);
    requestAnimationFrame(() =>
      list.current?.lastElementChild?.querySelector<HTMLElement>('[data-field="name"]')?.focus(),
    );
  };
  return (
    <>
      <ol ref={list} className={classes.steps} aria-label={t('steps')}>
        {steps.map(({ id, value }, place) => (
          <li key={id} className={classes.step} onKeyDown={(event) => onKeyDown(event, place)}>
            <div className={classes.head}>
              <button
                type="button"
                className={classes.toggle}
                aria-expanded={open === id}
                onClick={() => setOpen(open === id ? null : id)}
              >
                <StepSummary place={place} step={value} hasFault={errorAt([place]) !== undefined} />
              </button>
              <span className={classes.tools}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('moveUp', { place: place + 1 })}
                  disabled={place === 0}
                  onClick={() => move(place, place - 1)}
                >
                  <IconArrowUp size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('moveDown', { place: place + 1 })}
                  disabled={place === steps.length - 1}
                  onClick={() => move(place, place + 1)}
                >
                  <IconArrowDown size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('removeStep', { place: place + 1 })}
                  onClick={() => onChange(steps.toSpliced(place, 1))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </span>
            </div>
            {open === id && (
              <StepEditor
                value={value}
                errorAt={(path) => errorAt([place, ...path])}
                onChange={(next) => onChange(steps.with(place, { id, value: next }))}
              />
            )}
          </li>
        ))}
      </ol>
      <Group gap="sm">
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('addStep')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
          onClick={onImport}
        >
          {t('import')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('keys')}
        </Text>
      </Group>
    </>
  );
}
