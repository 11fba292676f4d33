import { writeFile } from 'node:fs/promises';
import { anchorKey, makeAnchor } from '@atelier/db/identity/anchor-key.ts';
import { chainHeads } from '@atelier/db/identity/audit-heads.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { knownHouseSecret } from '@atelier/lifecycle/session/house-secret.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import type { Command } from '../kernel/command.ts';
import { checkTarget } from '../kernel/target-file.ts';
import { openAudit } from './open-audit.ts';

/** `atelier audit anchor`: the signed heads of all chains. */
export const anchor: Command = {
  usage: '[--out <file>]',
  details: [
    'Keep it where whoever can change the database cannot change it. With it, `audit verify --anchor <file>`',
    'shows that nothing of the log up to now was cut off or written anew. It has names of areas, ids of',
    'projects, hashes and the public key, and nothing of what is in the log.',
    '',
    'The key follows from the secret of the house: ATELIER_SECRET, or the file secret in the data folder.',
  ],
  options: { out: { value: '<file>', help: 'Write it to a file instead of stdout.' } },
  positionals: [0, 0],
  async run(session, input) {
    const out = input.text('out');
    if (out !== undefined && !session.dryRun) await checkTarget(out, 'refused');
    const db = await openAudit(session);
    const secret = await knownHouseSecret(session.settings);
    if (secret === undefined) throw operatorError('ERR_HOUSE_SECRET_ABSENT');
    const made = makeAnchor(anchorKey(secret), await chainHeads(db), new Date());
    const text = JSON.stringify(made, undefined, 2);
    if (out === undefined) return { facts: made, lines: [text] };
    if (!session.dryRun) await writeFile(out, `${text}\n`, { flag: 'wx' });
    const done = session.dryRun ? 'Would write' : 'Wrote';
    return {
      facts: { file: out, chains: made.heads.length, publicKey: made.publicKey },
      lines: [`${done} the heads of ${count(made.heads.length, 'chain')} to ${out}`],
    };
  },
};
