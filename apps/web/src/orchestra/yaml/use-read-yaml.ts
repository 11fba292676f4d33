import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { SuiteFileFault } from '@atelier/domain/orchestra/suite-yaml.ts';
import { useState } from 'react';
import { useTRPCClient } from '../../kernel/api.ts';

/** Reads suites from YAML, and keeps what was wrong with the last one. */
export function useReadYaml() {
  const client = useTRPCClient();
  const [faults, setFaults] = useState<readonly SuiteFileFault[]>([]);
  return {
    faults,
    forget: () => setFaults([]),
    /** The definition, or null where the text is no suite: the faults say why. Rejects when nobody answers. */
    async read(yaml: string): Promise<SuiteDefinition | null> {
      const found = await client.orchestra.suites.readYaml.query({ yaml });
      setFaults(found.ok ? [] : found.faults);
      return found.ok ? (found.definition as SuiteDefinition) : null;
    },
  };
}
