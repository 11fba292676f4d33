import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import { readSuiteYaml, type SuiteFileFault } from '@atelier/domain/orchestra/suite-yaml.ts';

export type SuiteFileRead =
  | { readonly ok: true; readonly definition: SuiteDefinition }
  | { readonly ok: false; readonly faults: readonly SuiteFileFault[] };

/** A definition from a file of YAML or JSON, or what is wrong with it and where. */
export function readSuiteFile(text: string): SuiteFileRead {
  const read = readSuiteYaml(text);
  return read.ok ? { ok: true, definition: read.definition } : read;
}
