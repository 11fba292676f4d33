import { requireRights } from '@atelier/lifecycle/migrate/require-rights.ts';
import {
  applyAppRole,
  appRoleStatements,
  closingStatements,
  roleExists,
  run,
} from '@atelier/lifecycle/roles/app-role.ts';
import { connectedAs } from '@atelier/lifecycle/roles/connected-as.ts';
import { readPrivileges } from '@atelier/lifecycle/roles/read-privileges.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command } from '../kernel/command.ts';
import { configuredAppRole } from './app-role-name.ts';

/** `atelier db roles`: a role for the app that owns nothing. */
export const roles: Command = {
  usage: '[--apply] [--role <name>]',
  details: [
    'Prints the SQL that makes the role and grants what the app needs, and nothing else: no change of a',
    'table’s definition or its triggers, nothing but adding to the audit log and to histories.',
    'The role is that of DATABASE_URL where DATABASE_OWNER_URL names the owner, or DB_APP_ROLE; else',
    'atelier_app. On the embedded server, and with DB_APP_ROLE, each start does this by itself.',
  ],
  options: {
    apply: { help: 'Run it, as the owner.' },
    role: { value: '<name>', help: 'Another role.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const configured = configuredAppRole(session);
    const name = input.text('role') ?? configured.name;
    const password = name === configured.name ? configured.password : undefined;
    const { role: owner } = await connectedAs(db);
    if (owner === name) {
      throw new UsageError(
        `${name} is the role that this command works as; the app needs another.`,
      );
    }
    // The password is in no terminal: with it the role is made by --apply alone.
    const statements = [
      ...(await closingStatements(db)),
      ...(await appRoleStatements(db, { name, password: undefined })),
    ];
    const isNew = !(await roleExists(db, name));
    const facts = { role: name, statements };
    if (statements.length === 0) {
      return {
        facts: { ...facts, applied: false },
        lines: [`${name} may do what the app needs, and nothing else.`],
      };
    }
    const sql = statements.map((statement) => `${statement};`);
    const isMadeByStart = name === session.settings.appRole;
    const next = isMadeByStart
      ? []
      : nextSteps(name, { isNew, hasPassword: password !== undefined, configured });
    if (!input.flag('apply') || session.dryRun) {
      return { facts: { ...facts, applied: false }, lines: [...sql, ...next] };
    }
    await requireOwner(db, name);
    await session.confirm(sql);
    for (const statement of await closingStatements(db)) await run(db, statement);
    await applyAppRole(db, { name, password });
    return {
      facts: { ...facts, applied: true },
      lines: [`Done: ${statements.length} statements for ${name}.`, ...next],
    };
  },
};

/** PostgreSQL only warns whoever grants what is not theirs to grant. */
async function requireOwner(db: Database, role: string): Promise<void> {
  const relations = (await readPrivileges(db, role))
    .filter(({ kind }) => kind === 'table' || kind === 'view' || kind === 'sequence')
    .map((object) => object.name);
  await requireRights(db, { relations });
}

/** What is left to whoever runs the server, as comments of SQL. */
function nextSteps(
  name: string,
  about: {
    readonly isNew: boolean;
    readonly hasPassword: boolean;
    readonly configured: { readonly name: string; readonly password: string | undefined };
  },
): readonly string[] {
  if (about.hasPassword) return [];
  return [
    ...(about.isNew ? [`-- Give it a password: \\password ${name}`] : []),
    ...(about.configured.password === undefined
      ? [
          '-- Then set DATABASE_OWNER_URL to what DATABASE_URL is now, and in DATABASE_URL the user',
          `-- to ${name}, with its password.`,
        ]
      : []),
  ];
}
