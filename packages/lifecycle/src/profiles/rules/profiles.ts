/** Names of the databases that can be adopted. */
export const profileNames = ['runs-v1', 'runs-v2', 'time-legacy', 'tracks'] as const;
export type ProfileName = (typeof profileNames)[number];

/** A database that grew by hand, and the baseline migration that builds the same in an area's schema. */
export interface Profile {
  readonly name: ProfileName;
  /** Where its tables belong; they are found in `public`. */
  readonly schema: string;
  /** The migration that builds exactly what the profile owns. */
  readonly baseline: string;
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
    needs: null,
    landmarks: ['track_roadmap_items', 'chat_templates', 'track_sessions', 'synopses'],
    otherTables: ['users', 'tracks', 'chat_threads', 'chat_messages'],
  },
};

/** The profile of this name; undefined where there is none. */
export function findProfile(name: string): Profile | undefined {
  return Object.values(profiles).find((profile) => profile.name === name);
}

/**
 * The profiles whose tables stand in `public`: at least half of the landmarks, since an older
 * installation has not got them all.
 *
 * @param tables the names of the tables in `public`
 */
export function recognizeProfiles(tables: ReadonlySet<string>): readonly Profile[] {
  return Object.values(profiles).filter(
    ({ landmarks }) =>
      landmarks.filter((table) => tables.has(table)).length * 2 >= landmarks.length,
  );
}
