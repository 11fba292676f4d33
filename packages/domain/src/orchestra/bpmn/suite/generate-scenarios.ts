import { checkParts } from '../cover/check-parts.ts';
import { type Criterion, type CriterionInput, criterionSchema } from '../cover/criterion.ts';
import { nodesOf } from '../cover/walk.ts';
import { bpmnError } from '../errors.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { indexModel, type ModelIndex } from '../graph/model-index.ts';
import { pruneGraph } from '../graph/prune-graph.ts';
import type { Finding, ProcessModel } from '../model/process-model.ts';
import { type CoveredProcess, coverProcess, exclusionsOf } from './cover-process.ts';
import { pathKey } from './path-key.ts';
import { reasonsOf } from './reasons.ts';
import { renderWalk } from './render-walk.ts';
import type { GeneratedSuite, ProcessCoverage, Scenario } from './scenario.ts';
import { targetsOfWalk } from './targets.ts';

/** More than anybody draws: what is larger would take minutes. */
const maxNodes = 5_000;

/**
 * The smallest suite that covers every process of a file by a criterion, and how small it could be at best. The same
 * model and criterion give the same suite, whose keys follow from the paths.
 * @throws ERR_COVERAGE_FLOW_UNKNOWN, ERR_COVERAGE_EXPRESSION, ERR_COVERAGE_TOO_LARGE
 */
export function generateScenarios(model: ProcessModel, input: CriterionInput = {}): GeneratedSuite {
  const criterion = criterionSchema.parse(input);
  if (model.nodes.length > maxNodes) {
    throw bpmnError('ERR_COVERAGE_TOO_LARGE', { of: 'nodes', limit: maxNodes });
  }
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
  const graphs = model.processes
    .filter(({ id }) => index.inScope.has(id))
    .map(({ id }) => ({ id, ...buildGraph(model, id) }));
  const excluding = exclusionsOf(
    criterion,
    graphs.flatMap(({ graph }) => graph.edges.map(({ key }) => key)),
  );
  for (const { id, ...built } of graphs) {
    const pruned = pruneGraph(built.graph, index);
    const covered = coverProcess(built.graph, pruned.edges, criterion, excluding);
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
  { parallel }: Criterion,
  index: ModelIndex,
): Scenario[] {
  const { reading, walks } = covered;
  const rendering = { graph: reading.graph, parallel, meetings: meetingsOf(covered, index) };
  const reasons = reasonsOf(walks.map((walk) => targetsOfWalk(walk, reading)));
  return walks.flatMap((walk, way) =>
    renderWalk(walk, `${processId}.${way + 1}`, rendering).map((path): Scenario => {
      const reason = reasons[way] ?? { elements: [], ways: [], rounds: [], together: [] };
      return { key: pathKey(processId, path), processId, path, reason, way };
    }),
  );
}

/** Where several scenarios go through branches without structure, they meet at their joins. */
function meetingsOf({ reading: { graph }, parts, walks }: CoveredProcess, index: ModelIndex) {
  const meetings = new Map<number, number>();
  if (parts.unstructured.size === 0) return meetings;
  const passing = new Map<number, number>();
  for (const walk of walks) {
    for (const node of new Set(nodesOf(walk, graph.nodes))) {
      passing.set(node.index, (passing.get(node.index) ?? 0) + 1);
    }
  }
  for (const node of graph.nodes) {
    const ways = index.into.get(node.elementId)?.length ?? 0;
    if (node.kind !== 'parallelGateway' || ways < 2 || parts.joins.has(node.index)) continue;
    const parties = passing.get(node.index) ?? 0;
    if (parties > 1) meetings.set(node.index, parties);
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
