import { filledStep } from '@atelier/domain/runs/carry-over.ts';
import type { ResultPatch, ResultStatus } from '@atelier/domain/runs/result.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResultButtons } from './result-buttons.tsx';
import type { ShownItem } from './shown-items.ts';
import classes from './step-list.module.css';
import { TextEntry } from './text-entry.tsx';

interface Props {
  readonly shown: ShownItem;
  /** The step that has the keys; null where the item itself has. */
  readonly current: number | null;
  readonly isReadOnly: boolean;
  readonly onFocus: (step: number) => void;
  readonly onStatus: (step: number, status: ResultStatus) => void;
  readonly onPatch: (patch: ResultPatch) => void;
}

/** The steps of an item with what was recorded of each. */
export function StepList({ shown, current, isReadOnly, onFocus, onStatus, onPatch }: Props) {
  const { t } = useTranslation('execution');
  const { item, result } = shown;
  if (item.content.steps.length === 0) {
    return <Text c="dimmed">{t('item.noSteps')}</Text>;
  }
  return (
    <ol className={classes.steps} aria-label={t('item.steps')}>
      {item.content.steps.map((step, index) => {
        const { action, expected, data } = filledStep(step, item.content, item.parameterRow);
        const recorded = result?.steps[index] ?? null;
        const isCurrent = current === index;
        const number = index + 1;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            key={index}
            className={classes.step}
            data-step={index}
            data-current={isCurrent || undefined}
            aria-current={isCurrent ? 'step' : undefined}
            // It takes the focus from the keys alone.
            tabIndex={-1}
            onFocus={() => {
              if (!isCurrent) onFocus(index);
            }}
          >
            <div className={classes.texts}>
              <p className={classes.action}>{action}</p>
              {data && (
                <p className={classes.data}>
                  <span className={classes.name}>{t('item.data')}</span> {data}
                </p>
              )}
              {expected && (
                <p className={classes.expected}>
                  <span className={classes.name}>{t('item.expected')}</span> {expected}
                </p>
              )}
            </div>
            <ResultButtons
              label={t('item.resultOfStep', { number })}
              status={recorded?.status ?? null}
              isReadOnly={isReadOnly}
              onChoose={(status) => onStatus(index, status)}
            />
            {isCurrent ? (
              <div className={classes.entries}>
                <TextEntry
                  key={`${item.id} comment`}
                  name="comment"
                  label={t('item.commentOfStep', { number })}
                  value={recorded?.comment ?? ''}
                  isLong
                  isReadOnly={isReadOnly}
                  onSave={(comment) => onPatch({ step: { index, comment } })}
                />
                <TextEntry
                  key={`${item.id} measured`}
                  name="measured"
                  label={t('item.measuredOfStep', { number })}
                  value={recorded?.measuredValue ?? ''}
                  isReadOnly={isReadOnly}
                  onSave={(text) => onPatch({ step: { index, measuredValue: text || null } })}
                />
              </div>
            ) : (
              <RecordedText comment={recorded?.comment} measured={recorded?.measuredValue} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface RecordedProps {
  readonly comment: string | undefined;
  readonly measured: string | null | undefined;
}

function RecordedText({ comment, measured }: RecordedProps) {
  const { t } = useTranslation('execution');
  if (!comment && !measured) return null;
  return (
    <p className={classes.recorded}>
      {measured && `${t('item.measured')}: ${measured}`}
      {measured && comment && ' · '}
      {comment}
    </p>
  );
}
