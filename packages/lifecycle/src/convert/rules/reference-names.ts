/** What the names of an area's columns mean. */
export interface NameRules {
  /** The tables with keys, without their schema. */
  readonly tables: readonly string[];
  /** What a stem names that is no table's name: `user` → `users_web`. */
  readonly stems: Readonly<Record<string, string>>;
  /** Columns that end like an id and are none of these: `owner_id`. */
  readonly not: readonly string[];
}

/**
 * The table whose ids a column or a variable holds, by its name alone: `task_id`, `reviewed_task_id`,
 * `task_ids`, and for variables `p_task_id`. Undefined when the name tells nothing.
 */
export function tableByName(name: string, rules: NameRules): string | undefined {
  const bare = withoutPrefix(name.toLowerCase());
  if (rules.not.includes(bare)) return undefined;
  const stem = /^(.+?)_ids?$/.exec(bare)?.[1];
  if (stem === undefined) return undefined;
  // The longest ending wins: `diagnostic_client` before `client`.
  const words = stem.split('_');
  for (let first = 0; first < words.length; first += 1) {
    const ending = words.slice(first).join('_');
    if (rules.not.includes(`${ending}_id`)) return undefined;
    const told = rules.stems[ending] ?? rules.tables.find((table) => singulars(table).has(ending));
    if (told !== undefined) return told;
  }
  return undefined;
}

/** Whether a name ends like one of an id at all: worth a look at its values. */
export function looksLikeId(name: string, rules: NameRules): boolean {
  return /(_id|_ids|_by|_ref)$/.test(name) && !rules.not.includes(name);
}

/** `p_`, `v_`, `_` and the like: what people put before parameters and variables. */
function withoutPrefix(name: string): string {
  return name.replace(/^(_+|(p|v|l|r|i|in|out|arg|var)_+)/, '');
}

function singulars(table: string): ReadonlySet<string> {
  const forms = [table];
  if (table.endsWith('ies')) forms.push(`${table.slice(0, -3)}y`);
  if (table.endsWith('es')) forms.push(table.slice(0, -2));
  if (table.endsWith('s')) forms.push(table.slice(0, -1));
  return new Set(forms);
}
