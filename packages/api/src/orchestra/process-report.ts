import type { ProcessModel } from '@atelier/domain/orchestra/bpmn/model/process-model.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { ReadProcess } from './processes.ts';

/** What is kept of what was found in a file: how much there is, and what was not read. */
export function reportOf({ processes, nodes, flows, findings }: ProcessModel): ReadProcess {
  const report = {
    processes: processes.map(({ id, name }) => ({ id, name })),
    nodes: nodes.length,
    flows: flows.length,
    findings: findings.slice(0, 1000),
  };
  const named = processes.find(({ name }) => name.trim() !== '');
  return {
    name: [...(named?.name.trim() || processes[0]?.id || 'Process')].slice(0, 200).join(''),
    report: JSON.parse(JSON.stringify(report)) as Json,
  };
}
