import type { ProcessVersionContent } from '@atelier/domain/orchestra/types.ts';
import { NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useErrorWords } from '../../kernel/errors/error-words.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { ChangesView } from './changes-view.tsx';
import { Findings, findingsOf } from './findings.tsx';
import { ProcessActions, ProcessFacts } from './process-head.tsx';
import classes from './process-page.module.css';
import type { ProcessProps, VersionProps } from './process-props.ts';
import { type ProcessSearch, processSearch, processViews } from './process-search.ts';
import { RunsView } from './runs-view.tsx';
import { ScenariosView } from './scenarios-view.tsx';

/** A process: its diagram by versions, how its suites came through it, and the suites that can be made of it. */
export function ProcessPage() {
  const { processId } = useParams({ from: '/orchestra/processes/$processId' });
  const { ready } = useTranslation(['orchestra-process', 'orchestra']);
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.orchestra.processes.get.queryOptions({ processId }));
  if (!ready) return <Skeleton height={320} radius="md" />;
  return <ProcessView key={processId} process={data.process} versions={data.versions} />;
}

function ProcessView({ process, versions }: ProcessProps) {
  const { t } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const search = processSearch(useSearch({ from: '/orchestra/processes/$processId' }));
  const versionNumber = search.version ?? process.versionNumber;
  const which = { processId: process.id, versionNumber };
  // A version never changes.
  const forever = { staleTime: Number.POSITIVE_INFINITY };
  const version = useQuery(trpc.orchestra.processes.version.queryOptions(which, forever));
  const elements = useQuery(trpc.orchestra.processes.elements.queryOptions(which, forever));
  const failure = version.error ?? elements.error;
  return (
    <>
      <PageHeader actions={<ProcessActions process={process} />}>
        <PageHeading title={process.name} />
      </PageHeader>
      <ProcessFacts process={process} version={version.data ?? null} />
      {process.isArchived && <Text mb="md">{t('isArchived')}</Text>}
      <ViewChoice process={process} versions={versions} shown={versionNumber} search={search} />
      {failure !== null && <Failure error={failure} />}
      {failure === null && (version.data === undefined || elements.data === undefined) && (
        <Skeleton height={320} radius="md" />
      )}
      {version.data !== undefined && elements.data !== undefined && (
        <Stack gap="lg" key={version.data.id}>
          <VersionView
            process={process}
            versions={versions}
            version={version.data as ProcessVersionContent}
            model={elements.data}
            search={search}
          />
        </Stack>
      )}
    </>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  return <Text role="alert">{useErrorWords(error).text}</Text>;
}

function VersionView({ search, ...props }: VersionProps & { readonly search: ProcessSearch }) {
  const view = search.view ?? 'runs';
  return (
    <>
      {view === 'runs' && <RunsView {...props} />}
      {view === 'scenarios' && <ScenariosView {...props} />}
      {view === 'changes' && <ChangesView {...props} other={search.with} />}
      {/* What was made of it says more. */}
      {view !== 'scenarios' && <Findings findings={findingsOf(props.version.report)} />}
    </>
  );
}

interface ChoiceProps extends ProcessProps {
  readonly shown: number;
  readonly search: ProcessSearch;
}

function ViewChoice({ process, versions, shown, search }: ChoiceProps) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  const navigate = useNavigate();
  const show = (next: ProcessSearch) =>
    void navigate({
      to: '/orchestra/processes/$processId',
      params: { processId: process.id },
      search: { ...next },
      replace: true,
      resetScroll: false,
    });
  const isKnown = versions.some(({ versionNumber }) => versionNumber === shown);
  return (
    <div className={classes.choices}>
      <NativeSelect
        label={t('version.choose')}
        value={isKnown ? shown : ''}
        data={[
          ...(isKnown ? [] : [{ value: '', label: '–' }]),
          ...versions.map(({ versionNumber, createdAt }) => ({
            value: String(versionNumber),
            label: t('version.option', {
              number: versionNumber,
              at: format.instant(Date.parse(createdAt)),
            }),
          })),
        ]}
        onChange={({ currentTarget: { value } }) => show({ ...search, version: Number(value) })}
      />
      <Choice
        label={t('views.label')}
        isField
        value={search.view ?? 'runs'}
        options={processViews.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={(view) => show({ ...search, view })}
      />
    </div>
  );
}
