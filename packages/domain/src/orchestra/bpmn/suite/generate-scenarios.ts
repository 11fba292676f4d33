import { checkParts } from '../cover/check-parts.ts';
import { type Criterion, type CriterionInput, criterionSchema } from '../cover/criterion.ts';
import { nodesOf } from '../cover/walk.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { indexModel, type ModelIndex } from '../graph/model-index.ts';
import { pruneGraph } from '../graph/prune-graph.ts';
import type { Finding, ProcessModel } from '../model/process-model.ts';
import { type CoveredProcess, coverProcess } from './cover-process.ts';
import { pathKey } from './path-key.ts';
import { withReasons } from './reasons.ts';
import { type RenderedPath, renderWalk } from './render-walk.ts';
import type { GeneratedSuite, ProcessCoverage, Scenario } from './scenario.ts';

/**
 * The smallest suite that covers every process of a file by a criterion, and how small it could be at best. The same
 * model and criterion give the same suite, whose keys follow from the paths.
 * @throws ERR_COVERAGE_FLOW_UNKNOWN, ERR_COVERAGE_EXPRESSION, ERR_COVERAGE_TOO_LARGE
 */
export function generateScenarios(model: ProcessModel, input: CriterionInput = {}): GeneratedSuite {
  const criterion = criterionSchema.parse(input);
  const index = indexModel(model);
  const findings: Finding[] = model.flows
    .filter((flow) => index.across.includes(flow))
    .map(({ id, name, line }) => ({
      kind: 'flow_across',
      elementId: id,
      type: 'sequenceFlow',
      name,
      line,
    }));
  const scenarios: Scenario[] = [];
  const processes: ProcessCoverage[] = [];
  for (const { id } of model.processes) {
    if (!index.inScope.has(id)) continue;
    const built = buildGraph(model, id);
    const pruned = pruneGraph(built.graph, index);
    const covered = coverProcess(built.graph, pruned.edges, criterion);
    findings.push(...built.findings, ...pruned.findings);
    findings.push(...checkParts(built.graph, covered.parts, index));
    const own = scenariosOf(id, covered, criterion, index);
    scenarios.push(...own);
    processes.push({
      processId: id,
      scenarios: own.length,
      bound: covered.bound,
      proof: covered.proof,
      uncovered: covered.uncovered,
    });
  }
  return {
    criterion,
    scenarios: unique(scenarios),
    processes,
    bound: processes.reduce((sum, { bound }) => sum + bound, 0),
    findings: [...model.findings, ...findings],
  };
}

function scenariosOf(
  processId: string,
  covered: CoveredProcess,
  criterion: Criterion,
  index: ModelIndex,
): Scenario[] {
  const { graph, walks } = covered;
  const rendering = {
    graph,
    parallel: criterion.parallel,
    isWay: (key: string) => !key.startsWith('past:'),
    meetings: meetingsOf(covered, index),
  };
  const paths = walks.flatMap((walk, at): RenderedPath[] =>
    renderWalk(walk, `${processId}.${at + 1}`, rendering),
  );
  return withReasons(
    paths.map(({ path, rounds }) => ({ key: pathKey(processId, path), processId, path, rounds })),
    criterion,
    graph,
  );
}

/** Where several scenarios go through branches without structure, they meet at their joins. */
function meetingsOf({ graph, parts, walks }: CoveredProcess, index: ModelIndex) {
  const meetings = new Map<number, number>();
  if (parts.unstructured.size === 0) return meetings;
  for (const node of graph.nodes) {
    const ways = index.into.get(node.elementId)?.length ?? 0;
    if (node.kind !== 'parallelGateway' || ways < 2 || parts.joins.has(node.index)) continue;
    const passing = walks.filter((walk) => [...nodesOf(walk, graph.nodes)].includes(node));
    if (passing.length > 1) meetings.set(node.index, passing.length);
  }
  return meetings;
}

function unique(scenarios: readonly Scenario[]): Scenario[] {
  const counts = new Map<string, number>();
  return scenarios.map((scenario) => {
    const count = (counts.get(scenario.key) ?? 0) + 1;
    counts.set(scenario.key, count);
    return count === 1 ? scenario : { ...scenario, key: `${scenario.key}-${count}` };
  });
}
