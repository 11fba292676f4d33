import { createLink } from '@atelier/api/identity/links.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { dropSecondFactor } from '@atelier/db/identity/second-factor-writes.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import type { Knex } from 'knex';
import type { Command } from '../kernel/command.ts';
import { openAudit } from './open-audit.ts';

/** `atelier people reset-link`: for the only administrator, whom nobody in the app can help. */
export const resetLink: Command = {
  usage: '<email>',
  details: [
    'For an account that nobody can help in the app: its only administrator forgot the password, and there is',
    'no mail. Whoever has the database could write a password into it; by this way the audit log tells of it.',
    'A link from before for the same account is good no more. Setting the password ends all its sessions.',
    '',
    'The second factor is still asked for afterwards. With --second-factor it is turned off, for whoever has',
    'lost the app and the recovery codes too.',
  ],
  options: {
    'second-factor': { help: 'Turn the second factor of the account off as well.' },
  },
  positionals: [1, 1],
  async run(session, input) {
    const [email = ''] = input.positionals;
    const alsoFactor = input.flag('second-factor');
    const db = await openAudit(session);
    const user = await findUserByEmail(db, email);
    if (user === undefined || !user.isActive) throw operatorError('ERR_ACCOUNT_ABSENT', { email });
    const plan = [
      `To make a link by which ${user.displayName} (${user.email}) gets a new password.`,
      ...(alsoFactor ? ['To turn the second factor of this account off.'] : []),
    ];
    if (session.dryRun) return { facts: { userId: user.id, link: null }, lines: plan };
    await session.confirm(plan);
    const made = await makeLink(db, user, addressOf(session.settings), alsoFactor);
    const { url: link, expiresAt, hadFactor } = made;
    const facts = { userId: user.id, link, expiresAt, secondFactorOff: hadFactor };
    const factor = hadFactor ? 'The second factor is off.' : 'There was no second factor.';
    return {
      facts,
      lines: [
        link,
        `It works once, until ${expiresAt.toISOString()}.`,
        ...(alsoFactor ? [factor] : []),
      ],
    };
  },
};

/** All of it, with its entries in the log, or nothing. */
function makeLink(db: Knex, { id: userId }: UserModel, address: string, alsoFactor: boolean) {
  return inTransaction(db, async (trx) => {
    const request = { purpose: 'password-reset', userId, createdById: null } as const;
    const { id, url, expiresAt } = await createLink(trx, address, request);
    const hadFactor = alsoFactor && (await dropSecondFactor(trx, userId));
    const origin = {
      actorId: 'system',
      command: 'identity.people.resetLink',
      requestId: null,
      door: 'command_line',
    } as const;
    const after = { userId, expiresAt: expiresAt.toISOString() };
    const entries: AuditEntry[] = [
      { action: 'create', entity: 'password-link', id, before: null, after },
      ...(hadFactor ? [factorOff(userId)] : []),
    ];
    await writeAudit(trx, origin, entries);
    return { url, expiresAt, hadFactor };
  });
}

function factorOff(id: string): AuditEntry {
  const [before, after] = [{ secondFactor: true }, { secondFactor: false }];
  return { action: 'update', entity: 'user', id, before, after };
}

function addressOf({ publicUrl, port }: Settings): string {
  return publicUrl ?? `http://localhost:${port}`;
}
