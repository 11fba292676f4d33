import type { DependencyLayout } from '@atelier/domain/orchestra/dependency-layout.ts';
import type { RunScenario } from '@atelier/domain/orchestra/types.ts';
import { useId } from 'react';
import { linePath, pictureSize } from './graph-places.ts';
import classes from './run-graph.module.css';
import { scenarioStatus } from './scenario-status.ts';

interface Props {
  readonly layout: DependencyLayout;
  readonly known: ReadonlyMap<string, RunScenario>;
}

/** What waits for what, as lines; dashed where it waits for a failure, or for an end however it comes. */
export function GraphEdges({ layout, known }: Props) {
  const id = useId();
  const at = new Map(layout.nodes.map((node) => [node.key, node]));
  return (
    <svg {...pictureSize(layout)} className={classes.edges} aria-hidden>
      <defs>
        <marker
          id={id}
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 z" className={classes.head} />
        </marker>
      </defs>
      {layout.edges.map(({ from, to, on }) => {
        const [start, end] = [at.get(from), at.get(to)];
        const scenario = known.get(from);
        if (start === undefined || end === undefined) return null;
        return (
          <path
            key={`${from} ${to}`}
            d={linePath(start, end)}
            markerEnd={`url(#${id})`}
            data-on={on}
            data-status={scenario && scenarioStatus(scenario.counts)}
          />
        );
      })}
    </svg>
  );
}
