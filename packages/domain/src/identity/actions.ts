import type { HouseRole, ProjectRole } from './roles.ts';

/** What has to be so for somebody to do something: one of these is enough. */
export interface Requirement {
  /**
   * The least role in the house, or in the scope where the thing is; `everybody` needs no account at all, and
   * `no-role` is enough: then only whose it is may.
   */
  readonly role: HouseRole | 'everybody' | 'signed-in' | 'no-role';
  /** The least role in the project where the thing is. */
  readonly inProject?: ProjectRole;
  /** Whether whose it is may do it. */
  readonly own?: true;
}

/** Something that can be done in an area, and by whom. */
export interface Action extends Requirement {
  /** `<area>.<name>`, as refusals and the reference have it. */
  readonly name: string;
  readonly area: string;
  /** What an API token has to allow. */
  readonly access: 'read' | 'write';
  /** Whether only a person may do it who signed in, and no program with a token of theirs. */
  readonly withoutTokens?: true;
  /**
   * Whether whoever does it has to have shown of late that it is them (`proof.ts`): they are asked for their
   * password once more. A token proves nothing, so it does not do it either.
   */
  readonly proof?: 'recent';
  /**
   * By which it is seen that the thing is there at all: whoever may not do that is told that there is nothing.
   * Without it, that a thing exists is no secret.
   */
  readonly seenBy?: Action;
}

/** An action as its area declares it. */
type Declaration = Requirement & Pick<Action, 'access' | 'seenBy' | 'withoutTokens' | 'proof'>;

/** The actions of an area, by their names: the only place that says who may what there. */
export function defineActions<const Table extends Readonly<Record<string, Declaration>>>(
  area: string,
  table: Table,
): { readonly [Name in keyof Table]: Action } {
  const actions = Object.entries(table).map(([name, declaration]) => [
    name,
    { ...declaration, name: `${area}.${name}`, area },
  ]);
  return Object.fromEntries(actions);
}
