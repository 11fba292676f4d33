import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { AssertionResult } from '@atelier/domain/orchestra/assertions/evaluate.ts';
import type { Polled } from '@atelier/domain/orchestra/polled.ts';
import type { StepResult } from '@atelier/domain/orchestra/types.ts';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusMark } from '../status/status-mark.tsx';
import { useDuration } from '../words/duration-words.ts';
import { AssertionTable } from './assertion-table.tsx';
import type { ContextChange } from './context/context-at-steps.ts';
import { ContextChangeView } from './context/context-change-view.tsx';
import { Evidence } from './evidence.tsx';
import { FailureText } from './failure-text.tsx';
import { Polls } from './polls.tsx';
import classes from './suite-run-page.module.css';

interface Props {
  readonly result: StepResult;
  readonly name: string;
  /** What it changed of the values that later steps use; undefined for nothing. */
  readonly change: ContextChange | undefined;
  /** Null where it cannot be forked. */
  readonly onFork: (() => void) | null;
}

/** One attempt of a step. What failed is open at once. */
export function StepResultView({ result, name, change, onFork }: Props) {
  const { t } = useTranslation('orchestra-run');
  const { status, attempt, startedAt, finishedAt } = result;
  const duration = useDuration();
  const [isOpen, setOpen] = useState(status === 'FAILED');
  const took = Date.parse(finishedAt) - Date.parse(startedAt);
  return (
    <details
      className={classes.result}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <strong>{name}</strong> <StatusMark status={status} />{' '}
        <Text size="sm" c="dimmed" component="span">
          {[attempt > 1 && t('attempt', { attempt }), took > 0 && duration(took)]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </summary>
      {isOpen && <Parts result={result.result} change={change} />}
      {isOpen && onFork && (
        <Button size="compact-sm" variant="default" mb="sm" onClick={onFork}>
          {t('fork')}
        </Button>
      )}
    </details>
  );
}

/** Parts of the evidence with a name of their own, in the order in which they came to be. */
const parts = ['request', 'answer', 'probe', 'decision'] as const;
const others = new Set<string>([...parts, 'exports', 'assertions', 'error', 'polls', 'polled']);

interface PartsProps {
  readonly result: unknown;
  readonly change: ContextChange | undefined;
}

function Parts({ result, change }: PartsProps) {
  const { t } = useTranslation('orchestra-run');
  if (!isRecord(result)) return null;
  const { error, assertions, polls, polled } = result;
  const rest = Object.entries(result).filter(
    ([name, value]) => !others.has(name) && !isEmpty(value),
  );
  return (
    <>
      {isRecord(error) && typeof error.code === 'string' && (
        <Text mb="sm">
          <FailureText
            failure={{ code: error.code, facts: isRecord(error.facts) ? error.facts : undefined }}
          />
        </Text>
      )}
      {Array.isArray(assertions) && assertions.length > 0 && (
        // As the worker wrote them.
        <AssertionTable results={assertions as readonly AssertionResult[]} />
      )}
      {parts.map(
        (part) =>
          !isEmpty(result[part]) && <Evidence key={part} label={t(part)} value={result[part]} />,
      )}
      {typeof polls === 'number' && (
        // As the worker wrote them.
        <Polls polls={polls} polled={(polled ?? []) as readonly Polled[]} />
      )}
      {change && <ContextChangeView change={change} />}
      {rest.length > 0 && <Evidence label={t('rest')} value={Object.fromEntries(rest)} />}
    </>
  );
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
