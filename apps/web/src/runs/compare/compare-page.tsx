import {
  type ComparedKind,
  changedBetween,
  comparedKind,
  comparedKinds,
} from '@atelier/domain/runs/reports/compare.ts';
import type { ComparedCase, Comparison } from '@atelier/domain/runs/reports/types.ts';
import { Button, NativeSelect, Skeleton, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { JsonDiff } from '../../kernel/diff/json-diff.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import classes from './compare.module.css';
import { readCompareAddress, type Shown, shownKinds } from './compare-address.ts';

/** Two runs or more beside each other. */
export function ComparePage() {
  const { t, ready } = useTranslation('reports');
  const search = useSearch({ from: '/runs/compare' });
  const { runIds, shown } = useMemo(() => readCompareAddress(search), [search]);
  if (!ready) return <Skeleton height={480} radius="md" />;
  return (
    <>
      <PageHeader>
        <PageHeading title={t('compare.title')} />
      </PageHeader>
      {runIds.length < 2 ? (
        <StatePanel icon={IconGitCompare}>
          <Text>{t('compare.needsTwo')}</Text>
        </StatePanel>
      ) : (
        <Compared runIds={runIds} shown={shown} />
      )}
    </>
  );
}

function Compared({
  runIds,
  shown,
}: {
  readonly runIds: readonly string[];
  readonly shown: Shown;
}) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const trpc = useTRPC();
  const navigate = useNavigate({ from: '/runs/compare' });
  const { data } = useSuspenseQuery(
    trpc.runs.reports.compare.queryOptions({ runIds: [...runIds] }),
  );
  const rows = useMemo(() => data.cases.map(rowOf), [data]);
  const counts = new Map(
    comparedKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).length]),
  );
  const labelOf = (choice: Shown) => {
    if (choice === 'everything' || choice === 'differences') return t(`compare.${choice}`);
    return `${t(`compare.kinds.${choice}`)} (${format.number(counts.get(choice) ?? 0)})`;
  };
  return (
    <>
      <DataTable
        caption={t('compare.title')}
        of="words"
        heads={[t('compare.run'), t('compare.place'), t('compare.at')]}
        rows={data.runs.map(({ id, title, model, firmware, at }, place) => ({
          key: id,
          cells: [
            numbered(title, place),
            [model, firmware].filter(Boolean).join(' · ') || t('noAsset'),
            format.instant(Date.parse(at)),
          ],
        }))}
      />
      <NativeSelect
        className={classes.show}
        label={t('compare.show')}
        value={shown}
        data={shownKinds.map((value) => ({ value, label: labelOf(value) }))}
        onChange={(event) =>
          void navigate({
            search: { runs: runIds.join(','), show: event.currentTarget.value },
            replace: true,
          })
        }
      />
      <Cases runs={data.runs} rows={rows.filter((row) => isShown(row, shown))} />
    </>
  );
}

/** Runs may be called the same. */
const numbered = (title: string, place: number) => `${place + 1}. ${title}`;

interface Row extends ComparedCase {
  readonly kind: ComparedKind;
  readonly changed: ReturnType<typeof changedBetween>;
}

function rowOf(compared: ComparedCase): Row {
  const { outcomes } = compared;
  return { ...compared, kind: comparedKind(outcomes), changed: changedBetween(outcomes) };
}

function isShown({ kind, changed }: Row, shown: Shown): boolean {
  if (shown === 'everything') return true;
  if (shown === 'differences') return kind !== 'same' || changed !== undefined;
  return kind === shown;
}

function Cases({
  runs,
  rows,
}: {
  readonly runs: Comparison['runs'];
  readonly rows: readonly Row[];
}) {
  const { t } = useTranslation(['reports', 'runs']);
  const [open, setOpen] = useState<string>();
  if (rows.length === 0) return <Text c="dimmed">{t('compare.nothing')}</Text>;
  return (
    <DataTable
      caption={t('caseOf')}
      of="words"
      heads={[
        t('caseOf'),
        t('compare.kind'),
        ...runs.map(({ title }, place) => numbered(title, place)),
        t('compare.changed'),
      ]}
      rows={rows.map((row) => {
        const key = `${row.caseId} ${row.parameterRow}`;
        return {
          key,
          cells: [
            <CaseName key="case" row={row} />,
            t(`compare.kinds.${row.kind}`),
            ...row.outcomes.map((outcome) =>
              outcome ? t(`runs:results.${outcome.status ?? 'open'}`) : t('compare.notIn'),
            ),
            row.changed && (
              <Button
                key="changed"
                variant="subtle"
                size="compact-sm"
                aria-expanded={open === key}
                aria-label={t('compare.difference', { title: `${row.key} ${row.title}` })}
                onClick={() => setOpen(open === key ? undefined : key)}
              >
                {t('compare.versions', row.changed)}
              </Button>
            ),
          ],
          note: open === key && row.changed && <Difference row={row} changed={row.changed} />,
        };
      })}
    />
  );
}

function CaseName({ row: { key, title, parameterRow } }: { readonly row: Row }) {
  const { t } = useTranslation('reports');
  return (
    <>
      {key} {title}
      {parameterRow !== null && ` · ${t('compare.row', { number: parameterRow + 1 })}`}
    </>
  );
}

/** What a case said before, and what it says since. */
function Difference({
  row: { caseId, key },
  changed,
}: {
  readonly row: Row;
  readonly changed: NonNullable<Row['changed']>;
}) {
  const trpc = useTRPC();
  const { version } = trpc.runs.cases;
  const before = useQuery(version.queryOptions({ caseId, versionNumber: changed.before }));
  const after = useQuery(version.queryOptions({ caseId, versionNumber: changed.after }));
  if (!before.data || !after.data) return <Skeleton height={60} radius="md" />;
  return <JsonDiff label={key} before={before.data.content} after={after.data.content} />;
}
