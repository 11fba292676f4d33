import type { ProcessElements } from '@atelier/domain/orchestra/bpmn/suite/process-elements.ts';
import type {
  Process,
  ProcessVersion,
  ProcessVersionContent,
} from '@atelier/domain/orchestra/types.ts';

export interface ProcessProps {
  readonly process: Process;
  /** The newest first; a process has one from its beginning. */
  readonly versions: readonly ProcessVersion[];
}

/** What every view of a version is given. */
export interface VersionProps extends ProcessProps {
  readonly version: ProcessVersionContent;
  readonly model: ProcessElements;
}
