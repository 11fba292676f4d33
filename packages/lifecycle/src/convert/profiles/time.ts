import type { Points } from '../rules/id-column.ts';
import type { ConversionProfile } from '../rules/profile.ts';

const one = (table: string): Points => ({ shape: 'one', to: `time.${table}` });

/** A scope of `global` has no id; should one stand there all the same, it is kept as it is. */
const scope: Points = {
  shape: 'variant',
  by: 'scope_type',
  cases: { area: 'time.areas', project: 'time.projects' },
  otherwise: 'time.scopes',
};

/** Time and projects: which columns hold ids, and which only look like it. */
export const timeProfile: ConversionProfile = {
  names: ['time-legacy', 'time'],
  area: 'time',
  keys: {
    users_web: 'id',
    users_tg: 'id',
    areas: 'id',
    projects: 'id',
    tasks: 'id',
    resources: 'id',
    time_entries: 'id',
    roles: 'id',
    user_roles: 'id',
    auth_permissions: 'id',
    auth_audit_entries: 'id',
    diagnostic_templates: 'id',
    diagnostic_clients: 'id',
    diagnostic_results: 'id',
  },
  references: [
    {
      table: 'users_web',
      column: 'diagnostics_available',
      points: { shape: 'many', to: 'time.diagnostic_templates' },
    },
    { table: 'areas', column: 'parent_id', points: one('areas') },
    { table: 'areas', column: 'mp_path', points: { shape: 'path', to: 'time.areas' } },
    { table: 'projects', column: 'area_id', points: one('areas') },
    { table: 'tasks', column: 'project_id', points: one('projects') },
    { table: 'tasks', column: 'area_id', points: one('areas') },
    { table: 'resources', column: 'project_id', points: one('projects') },
    { table: 'resources', column: 'area_id', points: one('areas') },
    { table: 'resources', column: 'human_user_id', points: one('users_web') },
    { table: 'time_entries', column: 'task_id', points: one('tasks') },
    { table: 'time_entries', column: 'project_id', points: one('projects') },
    { table: 'time_entries', column: 'area_id', points: one('areas') },
    { table: 'user_roles', column: 'user_id', points: one('users_web') },
    { table: 'user_roles', column: 'role_id', points: one('roles') },
    { table: 'user_roles', column: 'granted_by', points: one('users_web') },
    { table: 'user_roles', column: 'scope_id', points: scope },
    { table: 'auth_audit_entries', column: 'actor_user_id', points: one('users_web') },
    { table: 'auth_audit_entries', column: 'target_user_id', points: one('users_web') },
    { table: 'auth_audit_entries', column: 'scope_id', points: scope },
    { table: 'diagnostic_clients', column: 'user_id', points: one('users_web') },
    { table: 'diagnostic_clients', column: 'specialist_id', points: one('users_web') },
    { table: 'diagnostic_results', column: 'client_id', points: one('diagnostic_clients') },
    { table: 'diagnostic_results', column: 'specialist_id', points: one('users_web') },
    { table: 'diagnostic_results', column: 'diagnostic_id', points: one('diagnostic_templates') },
  ],
  nameRules: {
    tables: [
      'users_web',
      'users_tg',
      'areas',
      'projects',
      'tasks',
      'resources',
      'time_entries',
      'roles',
      'user_roles',
      'auth_permissions',
      'diagnostic_templates',
      'diagnostic_clients',
      'diagnostic_results',
    ],
    stems: {
      user: 'users_web',
      web_user: 'users_web',
      specialist: 'users_web',
      permission: 'auth_permissions',
      diagnostic: 'diagnostic_templates',
      entry: 'time_entries',
    },
    // Both hold Telegram's own number of a user (users_tg.telegram_id), which is no key of ours.
    not: ['owner_id', 'telegram_id'],
  },
};
