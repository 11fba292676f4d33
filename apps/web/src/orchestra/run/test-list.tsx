import { type TestRunStatus, testRunStatuses } from '@atelier/domain/orchestra/statuses.ts';
import type { SuiteRun, TestRun } from '@atelier/domain/orchestra/types.ts';
import { Button, NativeSelect, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { StatusMark } from '../status/status-mark.tsx';
import classes from './suite-run-page.module.css';
import { useTestList } from './use-test-list.ts';
import { waitsText } from './waits-text.ts';

interface Props {
  readonly run: SuiteRun;
  readonly chosen: string | undefined;
}

/** The test runs of a run with how each is; choosing one shows what it did. */
export function TestList({ run, chosen }: Props) {
  const { t } = useTranslation('orchestra-run');
  const { t: area } = useTranslation('orchestra');
  const [status, setStatus] = useState<TestRunStatus | null>(null);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useTestList(run.id, status);
  const tests = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <nav aria-label={t('tests')}>
      <NativeSelect
        label={t('show')}
        value={status ?? ''}
        data={[
          { value: '', label: t('all') },
          ...testRunStatuses.map((one) => ({ value: one, label: area(`statuses.${one}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          setStatus(testRunStatuses.find((one) => one === value) ?? null)
        }
      />
      {data !== undefined && tests.length === 0 && <Text mt="md">{t('noTests')}</Text>}
      {tests.length > 0 && (
        <ul className={classes.list}>
          {tests.map((test) => (
            <li key={test.id}>
              <TestLink test={test} isChosen={test.id === chosen} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </nav>
  );
}

function TestLink({ test, isChosen }: { readonly test: TestRun; readonly isChosen: boolean }) {
  const { t } = useTranslation('orchestra-run');
  const format = useFormat();
  const waits = waitsText(test, t, format);
  const { position, steps, status } = test;
  return (
    <Link
      to="/orchestra/runs/$suiteRunId"
      params={{ suiteRunId: test.suiteRunId }}
      search={{ test: test.id }}
      resetScroll={false}
      className={classes.test}
      activeProps={{}}
      aria-current={isChosen ? 'true' : undefined}
    >
      <span>{test.name}</span>
      <span className={classes.state}>
        <StatusMark status={status} />
        {status === 'IN_PROGRESS' && steps > 0 && (
          <span>{t('step', { position: Math.min(position + 1, steps), steps })}</span>
        )}
        {waits !== null && <span>{waits}</span>}
      </span>
    </Link>
  );
}
