import type { RootRouter } from '@atelier/api/root.ts';
import type {
  AnyTRPCMutationProcedure,
  AnyTRPCProcedure,
  inferRouterInputs,
  inferRouterOutputs,
} from '@trpc/server';

/** The paths of the mutations below a router, `area.procedure` or `area.part.procedure`. */
type PathsIn<Node> = {
  [Name in keyof Node & string]: Node[Name] extends AnyTRPCMutationProcedure
    ? Name
    : Node[Name] extends AnyTRPCProcedure
      ? never
      : `${Name}.${PathsIn<Node[Name]>}`;
}[keyof Node & string];

type At<Node, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Node
    ? At<Node[Name], Rest>
    : never
  : Path extends keyof Node
    ? Node[Path]
    : never;

type Procedures = RootRouter['_def']['record'];

export type CommandPath = PathsIn<Procedures>;
export type InputOf<Path extends CommandPath> = At<inferRouterInputs<RootRouter>, Path>;
export type AnswerOf<Path extends CommandPath> = At<inferRouterOutputs<RootRouter>, Path>;

/** Words that are told later, in the language of that moment; only data, so that it outlives a reload. */
export interface Message {
  /** `area:key`, a plural's without its form. */
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Values that are themselves keys of a dictionary. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A row that a command changes. An area adds what changes in it, so that it can be shown at once. */
export interface Touch {
  readonly id: string;
}

/** A command as data. */
export interface CommandData {
  readonly path: string;
  readonly input: unknown;
  /** The rows that it changes: they are marked while it waits for an answer. */
  readonly touches: readonly Touch[];
  /** What is told when it is done; without it only a refusal is. */
  readonly says?: Message | undefined;
  /** Whether rows go elsewhere in lists, which are then read anew. */
  readonly relists?: boolean;
}

/** The command that takes another one back. */
export type TakeBack = {
  [Path in CommandPath]: CommandData & {
    readonly path: Path;
    readonly input: InputOf<Path>;
    readonly says: Message;
    /** Steps of the same group that follow each other closely are one: told as one, taken back as one. */
    readonly group?: string;
  };
}[CommandPath];

export interface Command<Path extends CommandPath = CommandPath> extends CommandData {
  readonly path: Path;
  readonly input: InputOf<Path>;
  /**
   * How it is taken back, if it can be. As data it survives a reload; what only the answer tells is filled
   * in by the area (`completed` of its rows). A function of the answer is lost with the page.
   */
  readonly undo?: TakeBack | ((answer: AnswerOf<Path>) => TakeBack | null) | undefined;
}

/** `waiting`: no answer yet; it is sent again, and what becomes of it is told then. */
export type Outcome = 'saved' | 'refused' | 'waiting';

/** Messages of one group as one: the last, with the sum of what each counts. */
export function summed(last: Message, all: readonly Message[]): Message {
  const count = all.reduce((sum, { values }) => sum + Number(values?.count ?? 0), 0);
  return { ...last, values: { ...last.values, count } };
}
