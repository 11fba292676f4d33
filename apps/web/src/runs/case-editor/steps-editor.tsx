import type { CaseStep } from '@atelier/domain/runs/case-content.ts';
import { maxSteps } from '@atelier/domain/runs/schemas.ts';
import { pinned, type StepBlock, stepBlocks } from '@atelier/domain/runs/shared-steps.ts';
import { ActionIcon, Button, Group, Text, Textarea } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../fields/select-field.tsx';
import classes from './steps-editor.module.css';
import type { SharedStepChoice } from './use-shared-steps.ts';

interface Props {
  readonly steps: readonly CaseStep[];
  readonly onChange: (steps: CaseStep[]) => void;
  /** Shared steps that can be put in; none where a shared step itself is edited. */
  readonly shared: readonly SharedStepChoice[];
  /** What is wrong, by field: `steps.0.action`. */
  readonly errorAt: (path: string) => React.ReactNode;
}

const emptyStep: CaseStep = { action: '', expected: '', data: '', sharedVersionId: null };

/** The steps of a case: added, removed, put in order by the pointer or with Alt and an arrow. */
export function StepsEditor({ steps, onChange, shared, errorAt }: Props) {
  const { t } = useTranslation('library');
  const list = useRef<HTMLOListElement>(null);
  const [over, setOver] = useState<number | null>(null);
  const dragged = useRef<number | null>(null);
  const lengths = new Map(
    shared.flatMap(({ versions }) => versions.map(({ id, steps: its }) => [id, its.length])),
  );
  const blocks = stepBlocks(steps, lengths);
  const setBlocks = (next: readonly StepBlock[]) => onChange(next.flatMap((block) => block.steps));
  const move = (from: number, to: number) => {
    const block = blocks[from];
    if (block === undefined || to < 0 || to >= blocks.length) return;
    setBlocks(blocks.toSpliced(from, 1).toSpliced(to, 0, block));
    // The cursor goes with its step.
    const field = document.activeElement?.getAttribute('data-field');
    requestAnimationFrame(() =>
      list.current?.children[to]?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(place, place + (event.key === 'ArrowUp' ? -1 : 1));
  };
  const add = (added: readonly CaseStep[]) => {
    onChange([...steps, ...added]);
    requestAnimationFrame(() =>
      list.current?.lastElementChild?.querySelector<HTMLElement>('textarea')?.focus(),
    );
  };
  const setStep = (place: number, change: Partial<CaseStep>) =>
    onChange(steps.map((step, at) => (at === place ? { ...step, ...change } : step)));
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <Text component="legend" fw={600} mb="xs">
        {t('editor.steps')}
      </Text>
      <ol ref={list} className={classes.steps}>
        {blocks.map((block, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are nothing but their order
            key={place}
            className={classes.step}
            aria-label={t('editor.stepLabel', { place: block.start + 1 })}
            data-over={over === place}
            onKeyDown={(event) => onKeyDown(event, place)}
            onDragOver={(event) => {
              if (dragged.current === null) return;
              event.preventDefault();
              setOver(place);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current !== null) move(dragged.current, place);
              dragged.current = null;
              setOver(null);
            }}
          >
            <span className={classes.number}>
              <span aria-hidden>{block.start + 1}</span>
              <span
                aria-hidden
                draggable
                className={classes.grip}
                onDragStart={(event) => {
                  dragged.current = place;
                  event.dataTransfer.effectAllowed = 'move';
                }}
                onDragEnd={() => {
                  dragged.current = null;
                  setOver(null);
                }}
              >
                <IconGripVertical size={18} />
              </span>
            </span>
            {block.sharedVersionId === null ? (
              <OwnStep
                step={block.steps[0] ?? emptyStep}
                place={block.start}
                errorAt={errorAt}
                onChange={(change) => setStep(block.start, change)}
              />
            ) : (
              <SharedBlock
                block={block}
                shared={shared}
                onReplace={(its) => setBlocks(blocks.with(place, { ...block, steps: its }))}
              />
            )}
            <span className={classes.tools}>
              {(
                [
                  ['moveUp', IconArrowUp, -1],
                  ['moveDown', IconArrowDown, 1],
                ] as const
              ).map(([label, Icon, by]) => (
                <ActionIcon
                  key={label}
                  variant="subtle"
                  aria-label={t(`editor.${label}`, { place: block.start + 1 })}
                  disabled={blocks[place + by] === undefined}
                  onClick={() => move(place, place + by)}
                >
                  <Icon size={18} aria-hidden />
                </ActionIcon>
              ))}
              <ActionIcon
                variant="subtle"
                aria-label={t('editor.removeStep', { place: block.start + 1 })}
                onClick={() => setBlocks(blocks.toSpliced(place, 1))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <Group mt="sm" gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={steps.length >= maxSteps}
          onClick={() => add([emptyStep])}
        >
          {t('editor.addStep')}
        </Button>
        {shared.some(({ isArchived }) => !isArchived) && (
          <SelectField
            aria-label={t('editor.addShared')}
            value=""
            onChange={(event) => {
              const newest = shared.find(({ id }) => id === event.currentTarget.value)?.versions[0];
              if (newest) add(pinned(newest));
            }}
            data={[
              { value: '', label: t('editor.addShared') },
              ...shared
                .filter(({ isArchived }) => !isArchived)
                .map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('editor.keys')}
        </Text>
      </Group>
    </fieldset>
  );
}

interface OwnProps {
  readonly step: CaseStep;
  readonly place: number;
  readonly errorAt: (path: string) => React.ReactNode;
  readonly onChange: (change: Partial<CaseStep>) => void;
}

function OwnStep({ step, place, errorAt, onChange }: OwnProps) {
  const { t } = useTranslation('library');
  return (
    <span className={classes.fields}>
      {(['action', 'expected', 'data'] as const).map((field) => (
        <Textarea
          key={field}
          autosize
          minRows={1}
          data-field={field}
          data-path={`content.steps.${place}.${field}`}
          label={t(`case.${field}`)}
          value={step[field]}
          error={errorAt(`steps.${place}.${field}`)}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
    </span>
  );
}

interface SharedProps {
  readonly block: StepBlock;
  readonly shared: readonly SharedStepChoice[];
  readonly onReplace: (steps: CaseStep[]) => void;
}

/** A shared step in a case: read only; a newer version can be taken, or its steps made the case's own. */
function SharedBlock({ block, shared, onReplace }: SharedProps) {
  const { t } = useTranslation('library');
  const of = shared.find(({ versions }) => versions.some(({ id }) => id === block.sharedVersionId));
  const [newest] = of?.versions ?? [];
  return (
    <div className={classes.shared}>
      <Text size="sm" fw={600}>
        {t('case.shared')}
        {of && `: ${of.title}`}
      </Text>
      <ol>
        {block.steps.map(({ action, expected }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are nothing but their order
          <li key={place}>
            {action}
            {expected && ` — ${expected}`}
          </li>
        ))}
      </ol>
      <Group gap="xs">
        {of && newest && newest.id !== block.sharedVersionId && (
          <>
            <Text size="sm">{t('shared.newer', { title: of.title })}</Text>
            <Button
              size="compact-sm"
              data-field="take"
              onClick={() => onReplace([...pinned(newest)])}
            >
              {t('shared.takeHere')}
            </Button>
          </>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          data-field="own"
          onClick={() => onReplace(block.steps.map((step) => ({ ...step, sharedVersionId: null })))}
        >
          {t('editor.own')}
        </Button>
      </Group>
    </div>
  );
}
