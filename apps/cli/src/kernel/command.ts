import type { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Session } from './session.ts';

/** What an area brings to the program: its commands, typed behind a word of its own. */
export interface CommandArea {
  /** As it is typed: `db`. */
  readonly word: string;
  /** One line for the list of areas. */
  readonly summary: string;
  readonly commands: readonly ListedCommand[];
  /** Codes for a name that was typed and that nothing has; the exit code is that of a usage error. */
  readonly unknownNames: readonly string[];
}

/** A command as the help lists it. The rest is read when it is typed, so that the help is there at once. */
export interface ListedCommand {
  /** As it is typed: `up`; empty for the one command of an area whose word is a command by itself. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** One command. Its words are English and stand in its file: it is read on a terminal. */
export interface Command {
  /** What stands behind the name: `[--to <revision>]`. */
  readonly usage: string;
  /** Further paragraphs of its `--help`, one string a line. */
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** How many words without dashes it takes, at the least and at the most. */
  readonly positionals: readonly [least: number, most: number];
  /** Makes the embedded database where there is none. The others only look, or need one that is there. */
  readonly makesDatabase?: true;
  /** Has nothing to do with any: none is named. */
  readonly withoutDatabase?: true;
  run(session: Session, input: CommandInput): Promise<Outcome>;
}

export interface OptionDefinition {
  /** Shown behind the option when it takes a value: `<revision>`; a flag has none. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly repeatable?: true;
  readonly help: string;
}

/** What was typed behind the command's name. */
export interface CommandInput {
  readonly positionals: readonly string[];
  /** The value of an option that takes one. */
  text(option: string): string | undefined;
  /** Every value of a repeatable option. */
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

/** What a command found or did. */
export interface Outcome {
  /** Printed by `--json`, as one line. */
  readonly facts: object;
  /** Printed otherwise. */
  readonly lines: readonly string[];
  /** See {@link exitCodes}; 0 unless told. */
  readonly exitCode?: number;
  /** Why it failed, when all that was found is to be told besides. */
  readonly refusal?: DomainError | undefined;
}

/** What the shell gets. */
export const exitCodes = {
  done: 0,
  /** It was refused or it failed; what it says on stderr tells why. */
  failed: 1,
  /** The command line is not understood, or names what is not there; or nobody answered with yes. */
  usage: 2,
  /** With `--exit-code`: there is something to find (differences, pending migrations, findings). */
  found: 3,
} as const;
