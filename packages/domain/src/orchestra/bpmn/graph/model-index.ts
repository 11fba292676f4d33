import type { ProcessFlow, ProcessModel, ProcessNode } from '../model/process-model.ts';

/** The nodes and flows of a model by what they are looked up by. */
export interface ModelIndex {
  readonly node: ReadonlyMap<string, ProcessNode>;
  readonly inScope: ReadonlyMap<string, readonly ProcessNode[]>;
  /** On an activity. */
  readonly boundary: ReadonlyMap<string, readonly ProcessNode[]>;
  /** Of those, the flows whose both ends are in the same scope. */
  readonly outOf: ReadonlyMap<string, readonly ProcessFlow[]>;
  readonly into: ReadonlyMap<string, readonly ProcessFlow[]>;
  readonly across: readonly ProcessFlow[];
}

export function indexModel(model: ProcessModel): ModelIndex {
  const node = new Map(model.nodes.map((each) => [each.id, each]));
  const isAcross = ({ from, to }: ProcessFlow) => node.get(from)?.scopeId !== node.get(to)?.scopeId;
  const within = model.flows.filter((flow) => !isAcross(flow));
  return {
    node,
    inScope: grouped(model.nodes, ({ scopeId }) => scopeId),
    boundary: grouped(
      model.nodes.filter(({ kind, attachedTo }) => kind === 'boundaryEvent' && attachedTo !== null),
      ({ attachedTo }) => attachedTo ?? '',
    ),
    outOf: grouped(within, ({ from }) => from),
    into: grouped(within, ({ to }) => to),
    across: model.flows.filter(isAcross),
  };
}

/** A list for each key, in the order in which things come. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
