import { latinLetters } from '@atelier/domain/runs/latin-letters.ts';
import type { SearchedKind } from '@atelier/domain/runs/library-schemas.ts';
import type { Hit } from '@atelier/domain/runs/library-types.ts';
import { hitEnd, hitStart } from '@atelier/domain/runs/marked-text.ts';
import type { Knex } from 'knex';
import type { VisibleProjects } from './project-reads.ts';

export interface SearchQuery {
  readonly words: string;
  readonly kinds?: readonly SearchedKind[] | undefined;
  readonly archived: boolean;
  readonly limit: number;
}

interface HitRow {
  readonly kind: SearchedKind;
  readonly thing_id: string;
  readonly project_id: string | null;
  readonly project_name: string | null;
  readonly key: string;
  readonly title: string;
  readonly excerpt: string;
  readonly is_archived: boolean;
}

/** Words of a search; more of them find nothing else. */
const maxWords = 8;
/** How much of the trigrams of a word a title has where it is meant: one letter of six may be another. */
const likeness = '0.4';
/** Best hits that are looked at for their rank. */
const ranked = 200;

/**
 * What has all of these words, each from its beginning, the best first. Where that is nothing, a title that is
 * written much the same, as far as the database has pg_trgm.
 */
export async function search(
  db: Knex,
  projects: VisibleProjects,
  query: SearchQuery,
): Promise<readonly Hit[]> {
  const words = query.words.match(/[\p{L}\p{N}]+/gu)?.slice(0, maxWords) ?? [];
  if (words.length === 0 || projects.length === 0) return [];
  const found = await read(db, projects, query, words, {
    where: 'e.document @@ query.words',
    order: 'ts_rank(e.document, query.words)',
  });
  if (found.length > 0) return found;
  const schema = await trigramSchema(db);
  if (schema === null) return [];
  const isLike = words.map((_, place) => `:word${place} OPERATOR(${schema}.<%) e.letters`);
  const rank = words.map((_, place) => `${schema}.word_similarity(:word${place}, e.letters)`);
  return db.transaction(async (trx) => {
    await trx.raw("SELECT set_config('pg_trgm.word_similarity_threshold', ?, true)", [likeness]);
    const how = { where: isLike.join(' AND '), order: rank.join(' + ') };
    return read(trx, projects, query, words, how);
  });
}

async function read(
  db: Knex,
  projects: VisibleProjects,
  { kinds, archived, limit }: SearchQuery,
  words: readonly string[],
  { where, order }: { readonly where: string; readonly order: string },
): Promise<readonly Hit[]> {
  const isEverywhere = projects === 'all';
  const { rows } = await db.raw<{ rows: HitRow[] }>(
    `WITH query AS MATERIALIZED (
       SELECT ${words.map((_, place) => `(to_tsquery('simple', :prefix${place}) || to_tsquery('russian', :prefix${place}))`).join(' && ')} AS words
     ), hits AS MATERIALIZED (
       SELECT e.kind, e.thing_id, ${order} AS rank
       FROM (
         SELECT e.* FROM runs.search_entries AS e, query
         WHERE ${where}
           AND ${isEverywhere ? 'true' : '(e.project_id::text = ANY (:projects::text[]) OR e.project_id IS NULL)'}
           AND ${kinds ? 'e.kind = ANY (:kinds::text[])' : 'true'}
           AND (NOT e.is_archived OR :archived)
         LIMIT ${ranked}
       ) AS e, query
       ORDER BY rank DESC, e.kind, e.thing_id LIMIT :limit
     )
     SELECT e.kind, e.thing_id, e.project_id, p.name AS project_name, e.key, e.is_archived,
       ts_headline('russian', translate(e.title, :marks, ''), query.words, :whole) AS title,
       ts_headline('russian', translate(left(e.body, 3000), :marks, ''), query.words, :part) AS excerpt
     FROM hits AS h JOIN runs.search_entries AS e ON e.kind = h.kind AND e.thing_id = h.thing_id
     LEFT JOIN runs.projects AS p ON p.id = e.project_id, query
     ORDER BY h.rank DESC, h.kind, h.thing_id`,
    {
      archived,
      limit,
      marks: hitStart + hitEnd,
      whole: `StartSel=${hitStart}, StopSel=${hitEnd}, HighlightAll=true`,
      part: `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=14, MinWords=6, FragmentDelimiter=" … "`,
      ...(isEverywhere ? {} : { projects: [...projects] }),
      ...(kinds ? { kinds: [...kinds] } : {}),
      ...Object.fromEntries(
        words.flatMap((word, place) => [
          [`word${place}`, latinLetters(word)],
          [`prefix${place}`, `${word}:*`],
        ]),
      ),
    },
  );
  return rows.map((row) => ({
    kind: row.kind,
    id: row.thing_id,
    projectId: row.project_id,
    projectName: row.project_name,
    key: row.key,
    title: row.title,
    excerpt: row.excerpt,
    isArchived: row.is_archived,
  }));
}

/** Where pg_trgm is, as a name in a statement; null where it is not. */
async function trigramSchema(db: Knex): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "SELECT quote_ident(nspname) AS name FROM pg_extension AS x JOIN pg_namespace AS n ON n.oid = x.extnamespace WHERE extname = 'pg_trgm'",
  );
  return rows[0]?.name ?? null;
}
