/** Names of the databases that can be adopted. */
export const profileNames = [
  'runs-v1',
  'runs-v2',
  'time-legacy',
  'tracks',
  'miniatures-legacy',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** A migration whose work stands in some databases before they are adopted: it is stamped there too. */
export interface LaterForm {
  readonly migration: string;
  /** A boolean query: whether it stands in `public`. */
  readonly sign: string;
}

/** A database that grew by hand, and the baseline migration that builds the same in an area's schema. */
export interface Profile {
  readonly name: ProfileName;
  /** Where its tables belong; they are found in `public`. */
  readonly schema: string;
  /** The migration that builds exactly what the oldest database of the kind has. */
  readonly baseline: string;
  /** Migrations behind the baseline that newer ones have in them already; each comes after its baseline alone. */
  readonly laterForms: readonly LaterForm[];
  /** Whose tables it refers to: adopted before it, and released after it. */
  readonly needs: ProfileName | null;
  /** Tables with names that nobody else would choose; by them the profile is recognised. */
  readonly landmarks: readonly string[];
  /** Its other tables. */
  readonly otherTables: readonly string[];
}

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  'runs-v1': {
    name: 'runs-v1',
    schema: 'runs',
    baseline: '20261121040000_runs_baseline_v1',
    laterForms: [],
    needs: null,
    landmarks: [
      'auth_refresh_tokens',
      'test_sections',
      'test_cases',
      'test_runs',
      'run_test_results',
      'run_test_screenshots',
    ],
    otherTables: ['users', 'projects', 'project_members'],
  },
  'runs-v2': {
    name: 'runs-v2',
    schema: 'runs',
    baseline: '20261121040100_runs_baseline_v2',
    laterForms: [],
    needs: 'runs-v1',
    landmarks: ['testcase_versions', 'run_templates', 'run_items', 'fail_reasons', 'run_results'],
    otherTables: [
      'user_roles',
      'test_suites',
      'testcases',
      'tags',
      'testcase_tags',
      'assets',
      'run_template_items',
      'runs',
      'attachments',
      'audit_log',
    ],
  },
  'time-legacy': {
    name: 'time-legacy',
    schema: 'time',
    baseline: '20261121040200_time_baseline',
    laterForms: [
      {
        migration: '20261121040210_time_one_running_timer',
        sign: `EXISTS (SELECT FROM pg_index WHERE indrelid = to_regclass('public.time_entries')
          AND indisunique AND indisvalid AND indnatts = 1
          AND pg_get_indexdef(indexrelid, 1, false) = 'owner_id'
          AND pg_get_expr(indpred, indrelid)
            IN ('(end_time IS NULL)', '(NOT (end_time IS NOT NULL))'))`,
      },
      {
        // One column is enough: another that is still a uuid is a difference, and repaired.
        migration: '20261121040220_time_resource_keys',
        sign: `EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.resources')
          AND attname IN ('project_id', 'area_id', 'human_user_id') AND atttypid = 'integer'::regtype)`,
      },
    ],
    needs: null,
    landmarks: ['users_web', 'users_tg', 'time_entries', 'diagnostic_clients', 'auth_permissions'],
    otherTables: [
      'areas',
      'projects',
      'tasks',
      'resources',
      'roles',
      'user_roles',
      'auth_audit_entries',
      'diagnostic_templates',
      'diagnostic_results',
    ],
  },
  tracks: {
    name: 'tracks',
    schema: 'tracks',
    baseline: '20261121040300_tracks_baseline',
    laterForms: [
      {
        migration: '20261121040310_tracks_synopsis_versions',
        sign: "to_regclass('public.synopsis_versions') IS NOT NULL",
      },
    ],
    needs: null,
    landmarks: ['track_roadmap_items', 'chat_templates', 'track_sessions', 'synopses'],
    otherTables: ['users', 'tracks', 'chat_threads', 'chat_messages', 'synopsis_versions'],
  },
  'miniatures-legacy': {
    name: 'miniatures-legacy',
    schema: 'miniatures_legacy',
    baseline: '20261129090000_miniatures_legacy_baseline',
    laterForms: [],
    needs: null,
    landmarks: ['miniature_types', 'stage_counts', 'history_logs'],
    otherTables: ['alembic_version'],
  },
};

/** The profile of this name; undefined where there is none. */
export function findProfile(name: string): Profile | undefined {
  return Object.values(profiles).find((profile) => profile.name === name);
}

/** The profile with which a migration is stamped; undefined where it is none of a profile. */
export function profileOf(migration: string): Profile | undefined {
  return Object.values(profiles).find(
    ({ baseline, laterForms }) =>
      baseline === migration || laterForms.some((form) => form.migration === migration),
  );
}

/**
 * The profiles whose tables are in `public`: at least half of the landmark tables, since an older
 * installation does not have all of them.
 *
 * @param tables the names of the tables in `public`
 */
export function recognizeProfiles(tables: ReadonlySet<string>): readonly Profile[] {
  return Object.values(profiles).filter(
    ({ landmarks }) =>
      landmarks.filter((table) => tables.has(table)).length * 2 >= landmarks.length,
  );
}
