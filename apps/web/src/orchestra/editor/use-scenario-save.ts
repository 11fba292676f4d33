import { type Scenario, suiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import { suiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { useState } from 'react';
import { useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { withScenario } from './scenario-draft.ts';

/** What somebody else saved meanwhile, and what it would be with this scenario. */
export interface ScenarioConflict {
  readonly revision: number;
  readonly theirs: Suite;
  readonly yaml: string;
}

/**
 * Saves one scenario in its suite, under the revision that was opened. Where somebody else was faster nothing is
 * written: theirs is read, and saving again puts the one scenario into theirs.
 */
export function useScenarioSave(suite: Suite) {
  const client = useTRPCClient();
  const [opened] = useState(suite);
  const [conflict, setConflict] = useState<ScenarioConflict | null>(null);
  const save = useCommand('orchestra.suites.save', {
    says: () => ({ key: 'orchestra-suite:editor.saved', values: { name: suite.name } }),
  });
  const base = conflict?.theirs ?? opened;
  /** Whether it was saved. */
  const send = async (scenario: Scenario): Promise<boolean> => {
    const suiteId = suite.id;
    const definition = withScenario(base.definition, scenario);
    try {
      await save.ask({ suiteId, revision: base.revision, definition });
      return true;
    } catch (error) {
      if (callError(error).code !== 'ERR_SCENARIO_SUITE_CHANGED') throw error;
      const theirs = (await client.orchestra.suites.get.query({ suiteId })) as Suite;
      setConflict({ revision: theirs.revision, theirs, yaml: suiteYaml(theirs.definition) });
      return false;
    }
  };
  /** The suite as it would be, as YAML. */
  const yamlWith = (scenario: Scenario): string =>
    suiteYaml(suiteDefinition.parse(withScenario(base.definition, scenario)));
  return { base, conflict, send, yamlWith };
}
