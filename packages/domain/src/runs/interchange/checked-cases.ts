import { z } from 'zod';
import { caseContentSchema, suiteNameSchema, tagSchema } from '../schemas.ts';
import { type ImportedCase, ImportRefusal, importLimits } from './imported-case.ts';

const { shape } = caseContentSchema;
const contentSchema = z.strictObject({
  title: shape.title,
  summary: shape.summary.unwrap(),
  preconditions: shape.preconditions.unwrap(),
  steps: shape.steps.unwrap(),
  artifacts: shape.artifacts.unwrap(),
  mistakes: shape.mistakes.unwrap(),
  isMandatory: shape.isMandatory.unwrap(),
  estimatedMinutes: shape.estimatedMinutes.unwrap(),
  complexity: shape.complexity.unwrap(),
  parameters: shape.parameters.unwrap(),
});
const partialSchema = contentSchema.partial().required({ title: true });
const tagsSchema = z.array(tagSchema).max(30);
const suiteSchema = z.array(suiteNameSchema).min(1).max(importLimits.suiteDepth);
const keySchema = z.string().min(1).max(500);

/**
 * The cases of a file by the rules that hold for every case. Throws an {@link ImportRefusal} with the line of the
 * first that breaks one; nothing of such a file is taken in.
 */
export function checkedCases(cases: readonly ImportedCase[]): readonly ImportedCase[] {
  if (cases.length > importLimits.cases) {
    throw new ImportRefusal('too_many', null, `${importLimits.cases}`);
  }
  const lines = new Map<string, number>();
  return cases.map((one) => {
    const { line, externalKey, suite, content, tags } = one;
    if (content.title.trim() === '') throw new ImportRefusal('no_title', line);
    if (suite.length === 0) throw new ImportRefusal('no_suite', line);
    const key = keySchema.safeParse(externalKey).data ?? '';
    if (key === '') throw new ImportRefusal('bad_value', line, 'key');
    if (lines.has(key)) throw new ImportRefusal('twice', line, key);
    lines.set(key, line);
    return {
      ...one,
      suite: parsed(suiteSchema, suite, line, 'suite'),
      content: parsed(partialSchema, content, line, '') as ImportedCase['content'],
      ...(tags && { tags: distinctTags(parsed(tagsSchema, tags, line, 'tags')) }),
    };
  });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  line: number,
  field: string,
): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new ImportRefusal('bad_value', line, [field, path].filter((part) => part).join('.'));
}

function distinctTags(tags: readonly string[]): readonly string[] {
  return [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()];
}
