import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { type Command, exitCodes } from '../kernel/command.ts';
import { checkAnchor } from './check-anchor.ts';
import { openAudit } from './open-audit.ts';
import { reportLines } from './report-lines.ts';

/** `atelier audit verify`: whether the audit log is what it was sealed as. */
export const verify: Command = {
  usage: '[--anchor <file>]',
  details: [
    'Every row of the log is sealed into a chain of hashes, one for each project and one for each area.',
    'All of them are checked as they are at one moment, and nothing is changed. It ends with 3 when',
    'there is something to find.',
    '',
    'Without an anchor nobody can tell whether the end of a chain was cut off, or a chain written anew.',
    'An anchor is made by `audit anchor`, and is checked with the public key in it. Whether that key is',
    'this house’s is known where the secret of the house is; elsewhere give it with --public-key.',
  ],
  options: {
    anchor: { value: '<file>', help: 'Check also that nothing before this anchor is gone.' },
    'public-key': { value: '<base64>', help: 'The key that the anchor has to be signed with.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const path = input.text('anchor');
    const checked =
      path === undefined
        ? undefined
        : await checkAnchor(path, input.text('public-key'), session.settings);
    const db = await openAudit(session);
    session.progress.begin('Checking the audit log');
    const report = await verifyAudit(db, { anchor: checked?.anchor });
    session.progress.finish();
    const findings = [...(checked?.findings ?? []), ...report.findings];
    const told = { ...report, findings, anchor: checked && { isOurs: checked.isOurs } };
    return {
      facts: { ...told, anchor: told.anchor ?? null },
      lines: reportLines(told),
      exitCode: findings.length > 0 ? exitCodes.found : exitCodes.done,
    };
  },
};
