import { visibleName } from '../../../kernel/name.ts';
import type { ProcessModel, ProcessNode } from '../model/process-model.ts';

/** What elements and ways are called where a person reads of them: in the words of the file, else by their ids. */
export interface Labels {
  readonly element: (id: string) => string;
  readonly way: (key: string) => string;
}

export function labelsOf(model: ProcessModel): Labels {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const flows = new Map(model.flows.map((flow) => [flow.id, flow]));
  const element = (id: string) => {
    const node = nodes.get(id);
    return node ? nodeLabel(node) : id;
  };
  return {
    element,
    way(key) {
      const flow = flows.get(key);
      if (flow) {
        const target = flow.name || flow.condition || element(flow.to);
        return `${element(flow.from)}: ${target}`;
      }
      const node = nodes.get(key);
      if (node?.attachedTo) return `${element(node.attachedTo)}: ${nodeLabel(node)}`;
      const colon = key.lastIndexOf(':');
      return colon < 0 ? key : `${element(key.slice(0, colon))} (${key.slice(colon + 1)})`;
    },
  };
}

function nodeLabel({ name, trigger, triggerName, kind, id }: ProcessNode): string {
  const event = trigger === 'none' ? '' : [trigger, triggerName].join(' ').trim();
  return name || event || `${kind} ${id}`;
}

/** A name as suites take it: on one line, with something to be seen, and of at most `max` code points. */
export function fittingName(text: string, otherwise: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const name = visibleName(line === '' ? otherwise : line, max);
  const points = [...name];
  return points.length > max
    ? `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : name;
}
