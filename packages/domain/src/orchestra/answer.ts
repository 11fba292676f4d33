import { isRecord } from '../kernel/is-record.ts';

/** What a driver gave back, as assertions and `exportAs` see it. The shape of each is in `drivers/`. */
export type Answer = Readonly<Record<string, unknown>>;

/** The body as a text, also of drivers that answer with data alone. */
export function textOfAnswer(answer: Answer): string {
  if (typeof answer.text === 'string') return answer.text;
  const data = dataOfAnswer(answer);
  if (typeof data === 'string') return data;
  try {
    return JSON.stringify(data) ?? '';
  } catch {
    // Deeper than can be written.
    return '';
  }
}

/** What JSONPath and JSON Schema look at: the body, or the rows of a database. */
export function dataOfAnswer(answer: Answer): unknown {
  if (Object.hasOwn(answer, 'body')) return answer.body;
  return Object.hasOwn(answer, 'rows') ? answer.rows : answer;
}

/** A header, whatever the case of its name; several of one name are a list. */
export function headerOfAnswer(answer: Answer, name: string): unknown {
  if (!isRecord(answer.headers)) return undefined;
  const wanted = name.toLowerCase();
  const found = Object.entries(answer.headers).filter(([key]) => key.toLowerCase() === wanted);
  const values = found.flatMap(([, value]) => value);
  return values.length > 1 ? values : values[0];
}
