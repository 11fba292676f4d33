import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { recognizedProfiles } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { type Command, exitCodes } from '../kernel/command.ts';
import { adoptionFacts } from './adoption/adoption-facts.ts';
import { saveInventory } from './adoption/inventory-file.ts';
import { inventoryLines } from './adoption/inventory-lines.ts';
import { namedProfile } from './adoption/named-profile.ts';

/** `atelier db baseline`: what stands in a database that grew by hand. Changes nothing in it. */
export const baseline: Command = {
  usage: '[<profile>]',
  details: [
    'Without a profile: which ones are recognised. With one: what it owns, every difference from its',
    'baseline, and what others have around it. The schema is saved as SQL beside the backups.',
    'Nothing is changed in the database; adopt does that.',
  ],
  options: { 'exit-code': { help: 'End with 3 when there are differences.' } },
  positionals: [0, 1],
  async run(session, input) {
    const db = await session.database();
    if (input.positionals.length === 0) {
      const recognized = (await recognizedProfiles(db)).map(({ name }) => name);
      return {
        facts: { recognized },
        lines: recognized.length === 0 ? ['No profile is recognised.'] : recognized,
      };
    }
    const profile = namedProfile(input.positionals[0]);
    session.progress.begin('Building the baseline beside it, and comparing');
    const plan = await planAdoption(db, profile, session.migrationsFolder);
    session.progress.finish();
    const file = session.dryRun ? null : await saveInventory(session, plan);
    const differs = plan.differences.length > 0;
    return {
      facts: { ...adoptionFacts(plan), inventory: file },
      lines: [
        ...inventoryLines(plan),
        ...(file === null ? [] : ['', `The schema as found: ${file}`]),
      ],
      exitCode: input.flag('exit-code') && differs ? exitCodes.found : exitCodes.done,
    };
  },
};
