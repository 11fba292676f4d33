import type { ElementOutcome } from './bpmn/suite/run-outcomes.ts';
import type { Json } from './json.ts';
import type { Polled } from './polled.ts';
import type { RunPlan } from './run-plan.ts';
import type {
  RunCounts,
  StepStatus,
  SuiteRunOrigin,
  SuiteRunStatus,
  TestRunStatus,
} from './statuses.ts';
import type { SuiteDefinition } from './suite-file.ts';

/** Instants are ISO 8601 in UTC. */
export type Instant = string;

export interface PersonName {
  readonly id: string;
  readonly name: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface Process {
  readonly id: string;
  readonly name: string;
  /** Of the newest version; 0 for none. */
  readonly versionNumber: number;
  readonly isArchived: boolean;
  /** Suites that were made from it and are in use. */
  readonly suites: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When its newest version came. */
  readonly importedAt: Instant | null;
}

/** A suite of a process, the version that it is of, and its last run that was no fork. */
export interface ProcessSuite {
  readonly id: string;
  readonly name: string;
  readonly versionNumber: number | null;
  readonly lastRun: {
    readonly id: string;
    readonly number: number;
    readonly status: SuiteRunStatus;
    readonly startedAt: Instant;
    /** Of the process as it ran; null where it was of none then. */
    readonly versionNumber: number | null;
  } | null;
}

/** What suites cover of a version of a process, and how their last runs on this version came through. */
export interface ProcessOutcomes {
  readonly suites: readonly ProcessSuite[];
  /** Of what a scenario goes through, or a run came to. */
  readonly elements: readonly ElementOutcome[];
}

export interface ProcessVersion {
  readonly id: string;
  readonly processId: string;
  readonly versionNumber: number;
  /** SHA-256 of the XML, in hexadecimal. */
  readonly checksum: string;
  readonly changeNote: string;
  readonly createdBy: PersonName | null;
  readonly createdAt: Instant;
}

export interface ProcessVersionContent extends ProcessVersion {
  readonly xml: string;
  /** What was found in it when it was imported. */
  readonly report: Json;
}

export interface ListedSuite {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly processId: string | null;
  readonly processName: string | null;
  readonly revision: number;
  readonly isArchived: boolean;
  readonly scenarios: number;
  readonly lastRun: {
    readonly id: string;
    readonly number: number;
    readonly status: SuiteRunStatus;
    readonly startedAt: Instant;
  } | null;
  readonly updatedBy: PersonName | null;
  readonly updatedAt: Instant;
}

export interface Suite extends Omit<ListedSuite, 'lastRun' | 'scenarios'> {
  readonly processVersionId: string | null;
  readonly processVersionNumber: number | null;
  readonly definition: SuiteDefinition;
}

export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
  /** What they hold is never told. */
  readonly secretNames: readonly string[];
  readonly allowedHosts: readonly string[];
  /** Test runs on it at the same time; null for any number. */
  readonly maxRuns: number | null;
  readonly revision: number;
  readonly isArchived: boolean;
  readonly updatedBy: PersonName | null;
  readonly updatedAt: Instant;
}

export interface ListedSuiteRun {
  readonly id: string;
  readonly number: number;
  readonly suiteId: string;
  readonly suiteName: string;
  readonly environmentId: string;
  readonly environmentName: string;
  readonly status: SuiteRunStatus;
  readonly origin: SuiteRunOrigin;
  readonly startedBy: PersonName | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  /** Why it was ended where nobody asked for it: its time was up. */
  readonly error: StepFailure | null;
  readonly counts: RunCounts;
}

export interface SuiteRun extends ListedSuiteRun {
  readonly forkedFrom: { readonly id: string; readonly number: number } | null;
  readonly plan: RunPlan;
  /** Values that it was started with, for `suite.` in templates. */
  readonly context: Readonly<Record<string, Json>>;
  /** How many of its test runs wait for a person: for an answer, an edit, a decision. */
  readonly waitingForPerson: number;
  /** Whether everything that is not over, and not stuck, is paused or about to be. */
  readonly isPaused: boolean;
}

/** A scenario in a run, with all its rows together. */
export interface RunScenario {
  readonly scenarioKey: string;
  /** The first of its test runs. */
  readonly testRunId: string;
  readonly counts: RunCounts;
}

/** What a test run waits for, as the engine and the execution write it. */
export interface WaitsFor {
  readonly kind:
    | 'time'
    | 'dependency'
    | 'barrier'
    | 'mail'
    | 'message'
    | 'person'
    | 'hold'
    | 'pause'
    | 'decision'
    | string;
  readonly [fact: string]: Json | undefined;
}

export interface StepFailure {
  readonly code: string;
  readonly step?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

export interface TestRun {
  readonly id: string;
  readonly suiteRunId: string;
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly name: string;
  readonly status: TestRunStatus;
  /** The number of the step, from 0, that is next or under way. */
  readonly position: number;
  readonly steps: number;
  readonly waitsFor: WaitsFor | null;
  /** What is asked of whoever works on it: it ends or pauses at the next step. */
  readonly control: 'cancel' | 'pause' | null;
  readonly error: StepFailure | null;
  readonly takeovers: number;
  readonly worker: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

export interface TestRunDetail extends TestRun {
  readonly suiteRunNumber: number;
  /** Values that steps have exported; secret ones are left out, and `secretNames` has their names. */
  readonly context: Readonly<Record<string, Json>>;
  /** The same of `suite.`: what it inherited, and what it gives on. */
  readonly suiteContext: Readonly<Record<string, Json>>;
  readonly secretNames: readonly string[];
  /** How often the step at hand has asked so far, and what it found, the last times. */
  readonly polls: number;
  readonly polled: readonly Polled[];
  readonly dependsOn: readonly {
    readonly scenario: string;
    readonly on: string;
    readonly row?: string;
  }[];
}

export interface StepResult {
  readonly sequence: number;
  readonly position: number;
  readonly attempt: number;
  readonly status: StepStatus;
  readonly stepKey: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly result: Json;
}

/** What a test run went on from when a step began; secret values by name only. */
export interface ValuesAtStep {
  readonly context: Readonly<Record<string, Json>>;
  readonly suiteContext: Readonly<Record<string, Json>>;
  readonly secretNames: readonly string[];
  /** Names of values that are as a later step left them: what they were is not known. */
  readonly lastKnown: readonly string[];
}

export interface Schedule {
  readonly id: string;
  readonly suiteId: string;
  readonly suiteName: string;
  readonly environmentId: string;
  readonly environmentName: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly isEnabled: boolean;
  readonly nextAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly lastSuiteRunId: string | null;
  /** The code of why the last one did not begin. */
  readonly lastError: string | null;
  /** Instants that passed while no worker was there, and when the last of them was. */
  readonly missed: number;
  readonly missedAt: Instant | null;
  readonly revision: number;
}

/** What waits here for whoever asks, for the start page. */
export interface OrchestraWaiting {
  readonly suites: number;
  /** Test runs that ask a person something, newest first, at most five. */
  readonly questions: readonly WaitingRun[];
  readonly held: readonly WaitingRun[];
  readonly stuck: readonly WaitingRun[];
  readonly running: number;
}

export interface WaitingRun {
  readonly testRunId: string;
  readonly suiteRunId: string;
  readonly suiteRunNumber: number;
  readonly name: string;
}
