import type { Person } from '@atelier/domain/identity/people.ts';
import type { Grant, Role, Scope } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { UserRoleModel } from './models/user-role.ts';

/** So many guests are listed. */
const guestsAtMost = 200;

/** Accounts by name, then guests, the latest seen first; whoever became another is not among them. */
export async function listPeople(db: Knex): Promise<{ people: Person[]; moreGuests: number }> {
  const { rows }: { rows: PersonRow[] } = await db.raw(
    `WITH ranked AS (
      SELECT ${personColumns}, row_number() OVER (
        PARTITION BY "user".email IS NULL
        ORDER BY "user".is_owner DESC, ${lastSeen} DESC NULLS LAST, "user".created_at DESC, "user".id
      ) AS place
      FROM identity.users AS "user" WHERE merged_into_id IS NULL
    )
    SELECT ranked.*, (SELECT count(*)::integer FROM ranked WHERE email IS NULL) AS guests
    FROM ranked WHERE email IS NOT NULL OR place <= :guestsAtMost
    ORDER BY email IS NULL, CASE WHEN email IS NULL THEN place END,
      lower(display_name) COLLATE kernel.name_en, id`,
    { guestsAtMost },
  );
  const moreGuests = Math.max(0, (rows[0]?.guests ?? 0) - guestsAtMost);
  return { people: await withRoles(db, rows), moreGuests };
}

/** These people, as far as they are there. */
export async function peopleById(db: Knex, ids: readonly string[]): Promise<Person[]> {
  const { rows }: { rows: PersonRow[] } = await db.raw(
    `SELECT ${personColumns} FROM identity.users AS "user"
    WHERE id = ANY (:ids::uuid[]) AND merged_into_id IS NULL`,
    { ids },
  );
  return withRoles(db, rows);
}

/** How many can sign in who have no role that counts, and so may do nothing. */
export async function countWithoutRole(db: Knex): Promise<number> {
  const { rows } = await db.raw(
    `SELECT count(*)::integer AS people FROM identity.users AS "user"
    WHERE email IS NOT NULL AND is_active AND NOT EXISTS (
      SELECT FROM identity.user_roles
      WHERE user_id = "user".id AND (expires_at IS NULL OR expires_at > now())
    )`,
  );
  return rows[0].people;
}

/** Everybody who has the role of an administrator in the whole house, with all their roles. */
export async function administrators(db: Knex): Promise<Person[]> {
  const { rows }: { rows: PersonRow[] } = await db.raw(
    `SELECT ${personColumns} FROM identity.users AS "user"
    WHERE id IN (
      SELECT user_id FROM identity.user_roles WHERE role = 'admin' AND scope_type = 'global'
    )`,
  );
  return withRoles(db, rows);
}

/** The grant as the domain knows it. */
export function grantOf({ role, scopeType, scopeId, expiresAt }: UserRoleModel): Grant {
  return {
    role: role as Role,
    scope: (scopeType === 'global'
      ? { type: 'global' }
      : { type: scopeType, id: scopeId }) as Scope,
    expiresAt: expiresAt?.getTime() ?? null,
  };
}

interface PersonRow {
  readonly id: string;
  readonly display_name: string;
  readonly email: string | null;
  readonly is_owner: boolean;
  readonly is_active: boolean;
  readonly created_at: Date;
  readonly last_seen_at: Date | null;
  readonly guests?: number;
}

const lastSeen = `greatest(
  "user".last_seen_at,
  (SELECT max(last_seen_at) FROM identity.sessions WHERE user_id = "user".id),
  (SELECT max(last_used_at) FROM identity.api_tokens WHERE user_id = "user".id)
)`;
const personColumns = `"user".id, "user".display_name, "user".email, "user".is_owner,
  "user".is_active, "user".created_at, ${lastSeen} AS last_seen_at`;

async function withRoles(db: Knex, rows: readonly PersonRow[]): Promise<Person[]> {
  const roles = await UserRoleModel.query(db)
    .whereIn(
      'userId',
      rows.map(({ id }) => id),
    )
    .orderBy(['userId', 'scopeType', 'scopeId', 'role']);
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    email: row.email,
    kind: row.email === null ? 'guest' : 'account',
    isOwner: row.is_owner,
    active: row.is_active,
    roles: roles.filter(({ userId }) => userId === row.id).map(grantOf),
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at?.getTime() ?? null,
  }));
}
