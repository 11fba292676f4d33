import {
  type ElementOutcome,
  elementStates,
  stateOf,
} from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Legend, MarkSign } from '../diagram/legend.tsx';
import type { Mark } from '../diagram/marks.ts';
import { ElementTable } from './element-table.tsx';
import { useElementWords } from './element-words.ts';
import classes from './process-page.module.css';
import type { VersionProps } from './process-page.tsx';
import { ProcessStage } from './process-stage.tsx';
import { ProcessSuites } from './process-suites.tsx';

/** What suites cover of the process, and how their last runs came through: on the diagram, and as a table. */
export function RunsView({ process, version, model }: VersionProps) {
  const { t } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const format = useFormat();
  const words = useElementWords(model.elements);
  const which = { processId: process.id, versionNumber: version.versionNumber };
  const { data } = useQuery(trpc.orchestra.processes.outcomes.queryOptions(which));
  const outcomes = useMemo(
    () => new Map<string, ElementOutcome>(data?.elements.map((each) => [each.id, each])),
    [data],
  );
  const marks = useMemo(
    () => new Map<string, Mark>(model.elements.map(({ id }) => [id, stateOf(outcomes.get(id))])),
    [model, outcomes],
  );
  const counts = new Map<Mark, number>();
  for (const mark of marks.values()) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const hasSuites = data !== undefined && data.suites.length > 0;
  const table = (
    <ElementTable
      caption={t('elements.caption')}
      elements={model.elements}
      words={words}
      heads={[
        t('outcomes.state'),
        t('outcomes.scenarios'),
        t('outcomes.passed'),
        t('outcomes.failed'),
      ]}
      cells={({ id }) => {
        const { scenarios = 0, passed = 0, failed = 0 } = outcomes.get(id) ?? {};
        const state = stateOf(outcomes.get(id));
        return [
          <span key="state" className={classes.state}>
            <MarkSign mark={state} /> {t(`legend.${state}`)}
          </span>,
          ...[scenarios, passed, failed].map(format.number),
        ];
      }}
    />
  );
  return (
    <>
      <ProcessStage
        process={process}
        version={version}
        marks={hasSuites ? marks : undefined}
        legend={hasSuites && <Legend marks={elementStates} counts={counts} />}
        listed={table}
      />
      {data && (
        <ProcessSuites process={process} version={version} suites={data.suites} words={words} />
      )}
    </>
  );
}
