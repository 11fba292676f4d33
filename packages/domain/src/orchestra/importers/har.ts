import type {
  ImportedBody,
  ImportedRequest,
  LeftOut,
  NamedText,
  StepImport,
} from './imported-request.ts';
import { importedSteps } from './imported-steps.ts';
import { fieldsOf, listOf, readDocument, textOr } from './read-document.ts';

/** Steps from a HAR file: what a browser has asked, with the statuses that it was given. */
export function stepsFromHar(text: string): StepImport {
  const entries = fieldsOf(readDocument(text, false)?.log).entries;
  if (!Array.isArray(entries)) return { ok: false, fault: { code: 'format', written: '' } };
  const leftOut: LeftOut[] = [];
  const requests: ImportedRequest[] = [];
  for (const entry of entries) {
    const { request, response } = fieldsOf(entry);
    const { method, url, headers, postData } = fieldsOf(request);
    const address = textOr(url);
    if (!/^https?:\/\//i.test(address)) {
      leftOut.push({ written: address.slice(0, 200), why: 'not_http' });
      continue;
    }
    const status = Number(fieldsOf(response).status);
    requests.push({
      method: textOr(method, 'GET'),
      url: address,
      headers: namedTexts(headers),
      body: bodyOf(postData),
      ...(status >= 100 && status <= 599 && { status }),
    });
  }
  const made = importedSteps(requests);
  return made.ok ? { ...made, leftOut: [...leftOut, ...made.leftOut] } : made;
}

function bodyOf(postData: unknown): ImportedBody | undefined {
  const { mimeType, text, params } = fieldsOf(postData);
  const type = textOr(mimeType);
  if (Array.isArray(params) && params.length > 0) {
    if (!/multipart/i.test(type)) return { type: 'form', fields: namedTexts(params) };
    return {
      type: 'multipart',
      parts: namedTexts(params).map(([name, value]) => ({ name, value })),
    };
  }
  const body = textOr(text);
  return body === ''
    ? undefined
    : { type: 'text', text: body, ...(type !== '' && { contentType: type }) };
}

/** Lists of `{ name, value }`. */
function namedTexts(list: unknown): readonly NamedText[] {
  return listOf(list).map((item): NamedText => {
    const { name, value } = fieldsOf(item);
    return [textOr(name), textOr(value)];
  });
}
