import { layoutDependencies } from '@atelier/domain/orchestra/dependency-layout.ts';
import type { RunScenario, SuiteRun } from '@atelier/domain/orchestra/types.ts';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../kernel/api.ts';
import { ScrollRegion } from '../../../kernel/frame/scroll-region.tsx';
import { useFormat } from '../../../kernel/i18n/format.ts';
import { countsText } from '../../status/counts-text.ts';
import { StatusMark } from '../../status/status-mark.tsx';
import { GraphEdges } from './graph-edges.tsx';
import { pictureSize, placeOf } from './graph-places.ts';
import classes from './run-graph.module.css';
import { scenarioStatus } from './scenario-status.ts';

/** More are no picture any more. */
const most = 400;

/** The scenarios of a run as they wait for each other, each with how it is. */
export function RunGraph({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.orchestra.runs.scenarios.queryOptions({ suiteRunId: run.id }));
  const { scenarios } = run.plan;
  const layout = useMemo(() => layoutDependencies(scenarios.slice(0, most)), [scenarios]);
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  const known = new Map(data.map((scenario) => [scenario.scenarioKey, scenario]));
  const names = new Map(scenarios.map(({ key, name }) => [key, name]));
  return (
    <>
      {scenarios.length > most && <Text mb="sm">{t('graphCut', { limit: most })}</Text>}
      <ScrollRegion label={t('graph')} className={classes.region}>
        <div className={classes.picture} style={pictureSize(layout)}>
          <GraphEdges layout={layout} known={known} />
          <ol className={classes.nodes}>
            {layout.nodes.map((node) => (
              <li key={node.key} style={placeOf(node)}>
                <Node
                  suiteRunId={run.id}
                  name={names.get(node.key) ?? node.key}
                  scenario={known.get(node.key)}
                  waitsFor={layout.edges
                    .filter(({ to }) => to === node.key)
                    .map(({ from }) => names.get(from) ?? from)}
                />
              </li>
            ))}
          </ol>
        </div>
      </ScrollRegion>
    </>
  );
}

interface Props {
  readonly suiteRunId: string;
  readonly name: string;
  /** Undefined for one that has no test run, such as one over data without rows. */
  readonly scenario: RunScenario | undefined;
  readonly waitsFor: readonly string[];
}

function Node({ suiteRunId, name, scenario, waitsFor }: Props) {
  const { t } = useTranslation('orchestra-run');
  const { t: area } = useTranslation('orchestra');
  const format = useFormat();
  if (scenario === undefined) return <span className={classes.node}>{name}</span>;
  const { counts, testRunId } = scenario;
  const status = scenarioStatus(counts);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Link
      to="/orchestra/runs/$suiteRunId"
      params={{ suiteRunId }}
      search={{ test: testRunId }}
      className={classes.node}
      activeProps={{}}
      data-status={status}
      title={name}
      aria-description={
        waitsFor.length > 0 ? t('waitsForNames', { names: waitsFor.join(', ') }) : undefined
      }
    >
      <span className={classes.name}>{name}</span>
      <span className={classes.status}>
        <StatusMark status={status} />
        {rows > 1 && <span>{countsText(counts, area, format)}</span>}
      </span>
    </Link>
  );
}
