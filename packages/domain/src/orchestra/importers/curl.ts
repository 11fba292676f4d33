import { milliseconds } from '../duration.ts';
import type {
  ImportedBody,
  ImportedRequest,
  NamedText,
  StepImport,
  StepImportFault,
} from './imported-request.ts';
import { importedSteps } from './imported-steps.ts';
import { shellWords } from './shell-words.ts';

const maxText = 2 * 1024 * 1024;

/** Options with a value, by what they mean; `ignored` ones are read past. */
const valued: Readonly<Record<string, string>> = {
  '-X': 'method',
  '--request': 'method',
  '-H': 'header',
  '--header': 'header',
  '-d': 'data',
  '--data': 'data',
  '--data-ascii': 'data',
  '--data-raw': 'raw',
  '--data-binary': 'data',
  '--data-urlencode': 'urlencode',
  '--json': 'json',
  '-F': 'form',
  '--form': 'form',
  '--form-string': 'formString',
  '-u': 'user',
  '--user': 'user',
  '-b': 'cookie',
  '--cookie': 'cookie',
  '-A': 'agent',
  '--user-agent': 'agent',
  '-e': 'referer',
  '--referer': 'referer',
  '--url': 'url',
  '--max-redirs': 'redirects',
  '-m': 'time',
  '--max-time': 'time',
  '--oauth2-bearer': 'bearer',
  '-o': 'ignored',
  '--output': 'ignored',
  '-x': 'ignored',
  '--proxy': 'ignored',
  '--connect-timeout': 'ignored',
  '--retry': 'ignored',
  '--retry-delay': 'ignored',
  '-w': 'ignored',
  '--write-out': 'ignored',
  '-E': 'ignored',
  '--cert': 'ignored',
  '--key': 'ignored',
  '--cacert': 'ignored',
  '--resolve': 'ignored',
  '-c': 'ignored',
  '--cookie-jar': 'ignored',
  '--noproxy': 'ignored',
};

/** Options without a value. */
const bare: Readonly<Record<string, string>> = {
  '-G': 'get',
  '--get': 'get',
  '-I': 'head',
  '--head': 'head',
  '-L': 'follow',
  '--location': 'follow',
};
const bareIgnored = new Set([
  '-k',
  '--insecure',
  '-s',
  '--silent',
  '-S',
  '--show-error',
  '-v',
  '--verbose',
  '-i',
  '--include',
  '--compressed',
  '-f',
  '--fail',
  '--fail-with-body',
  '--http1.1',
  '--http2',
  '--globoff',
  '-g',
  '-#',
  '--progress-bar',
  '-0',
  '-4',
  '-6',
  '--no-buffer',
  '-N',
  '--path-as-is',
  '--tlsv1.2',
  '--tlsv1.3',
  '-O',
  '--remote-name',
  '-j',
]);

/** Steps from curl commands as they are typed, or copied from a browser; several follow each other. */
export function stepsFromCurl(text: string): StepImport {
  if (text.length > maxText) return failed('too_large', '');
  const words = shellWords(text);
  if (words === null) return failed('quotes', '');
  const requests: ImportedRequest[] = [];
  for (const command of commandsOf(words)) {
    const read = requestOf(command);
    if ('code' in read) return { ok: false, fault: read };
    requests.push(read);
  }
  return requests.length === 0 ? failed('format', '') : importedSteps(requests);
}

const failed = (code: StepImportFault['code'], written: string): StepImport => ({
  ok: false,
  fault: { code, written },
});

/** The words behind each `curl`; other commands are not ours. */
function commandsOf(
  words: NonNullable<ReturnType<typeof shellWords>>,
): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word.kind === 'end') commands.push([]);
    else commands.at(-1)?.push(word.text);
  }
  return commands
    .map((command) => (command[0] === '$' ? command.slice(1) : command))
    .filter(([first]) => /(?:^|[/\\])curl(?:\.exe)?$/.test(first ?? ''))
    .map((command) => command.slice(1));
}

interface Draft {
  method?: string;
  url?: string;
  headers: NamedText[];
  data: string[];
  parts: { name: string; value: string; contentType?: string }[];
  isGet?: boolean;
  isJson?: boolean;
  isFollowing?: boolean;
  redirects?: number;
  timeout?: string;
}

function requestOf(words: readonly string[]): ImportedRequest | StepImportFault {
  const draft: Draft = { headers: [], data: [], parts: [] };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const fault =
      word.startsWith('-') && word !== '-' ? option(word, rest, draft) : address(word, draft);
    if (fault !== null) return fault;
  }
  const { url } = draft;
  if (url === undefined) return { code: 'empty', written: '' };
  return finished(draft, url);
}

function address(word: string, draft: Draft): StepImportFault | null {
  if (draft.url !== undefined) return { code: 'option', written: word.slice(0, 100) };
  draft.url =
    /^[a-z][a-z0-9+.-]*:\/\//i.test(word) || word.startsWith('/') ? word : `http://${word}`;
  return null;
}

function option(word: string, rest: string[], draft: Draft): StepImportFault | null {
  const [name, value] = word.startsWith('--')
    ? longOption(word)
    : [word.slice(0, 2), word.slice(2)];
  if (bareIgnored.has(name) || Object.hasOwn(bare, name)) {
    apply(Object.hasOwn(bare, name) ? (bare[name] ?? '') : '', '', draft);
    // `-sSL` is three options.
    return !word.startsWith('--') && value !== '' ? option(`-${value}`, rest, draft) : null;
  }
  const meaning = Object.hasOwn(valued, name) ? valued[name] : undefined;
  if (meaning === undefined) return { code: 'option', written: word.slice(0, 100) };
  const given = value === '' ? rest.shift() : value;
  if (given === undefined) return { code: 'option', written: name };
  return apply(meaning, given, draft);
}

/** `--name=value` as some write it; nothing for an option whose value is the next word. */
function longOption(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return at === -1 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}

function apply(meaning: string, value: string, draft: Draft): StepImportFault | null {
  const header = (name: string, text: string) => draft.headers.push([name, text]);
  switch (meaning) {
    case 'method':
      draft.method = value;
      break;
    case 'url':
      return address(value, draft);
    case 'header': {
      const at = value.indexOf(':');
      if (at > 0) header(value.slice(0, at).trim(), value.slice(at + 1).trim());
      break;
    }
    case 'data':
      if (value.startsWith('@')) return { code: 'file', written: value.slice(0, 100) };
      // Line breaks are left out of what is not binary or raw; a pasted text has none that are meant.
      draft.data.push(value);
      break;
    case 'raw':
      draft.data.push(value);
      break;
    case 'urlencode': {
      const at = value.indexOf('=');
      if (value.includes('@') && at === -1) return { code: 'file', written: value.slice(0, 100) };
      draft.data.push(`${value.slice(0, at + 1)}${encodedText(value.slice(at + 1))}`);
      break;
    }
    case 'json':
      if (value.startsWith('@')) return { code: 'file', written: value.slice(0, 100) };
      draft.isJson = true;
      draft.data.push(value);
      break;
    case 'form':
    case 'formString':
      return form(value, meaning === 'formString', draft);
    case 'user':
      header('Authorization', 'Basic credentials');
      break;
    case 'bearer':
      header('Authorization', `Bearer ${value}`);
      break;
    case 'cookie':
      if (value.includes('=')) header('Cookie', value);
      break;
    case 'agent':
      header('User-Agent', value);
      break;
    case 'referer':
      header('Referer', value);
      break;
    case 'redirects':
      draft.redirects = Math.min(20, Math.max(0, Math.trunc(Number(value)) || 0));
      break;
    case 'time': {
      const span = milliseconds(Number(value) * 1000);
      if (span !== null && span > 0) draft.timeout = `${span}ms`;
      break;
    }
    case 'get':
      draft.isGet = true;
      break;
    case 'head':
      draft.method ??= 'HEAD';
      break;
    case 'follow':
      draft.isFollowing = true;
      break;
  }
  return null;
}

function form(value: string, isPlain: boolean, draft: Draft): StepImportFault | null {
  const at = value.indexOf('=');
  const name = value.slice(0, Math.max(0, at));
  const text = value.slice(at + 1);
  if (name === '') return { code: 'option', written: '-F' };
  if (!isPlain && /^[@<]/.test(text)) return { code: 'file', written: text.slice(0, 100) };
  const [, plain = text, contentType] = isPlain ? [] : (/^(.*?);type=([^;]+)$/s.exec(text) ?? []);
  draft.parts.push({ name, value: plain, ...(contentType !== undefined && { contentType }) });
  return null;
}

function finished(draft: Draft, url: string): ImportedRequest {
  const { headers, parts, timeout } = draft;
  const data = draft.data.join(draft.isJson === true ? '' : '&');
  const isQuery = draft.isGet === true && data !== '';
  const type = draft.isJson === true ? 'application/json' : typeOf(data, headers);
  const text: ImportedBody = { type: 'text', text: data, contentType: type };
  const body: ImportedBody | undefined =
    parts.length > 0 ? { type: 'multipart', parts } : data === '' || isQuery ? undefined : text;
  return {
    method: draft.method ?? (body === undefined ? 'GET' : 'POST'),
    url: isQuery ? `${url}${url.includes('?') ? '&' : '?'}${data}` : url,
    headers,
    body,
    redirects: draft.isFollowing === true ? (draft.redirects ?? 20) : 0,
    ...(timeout !== undefined && { timeout }),
  };
}

/** What curl sends is a form unless a header says else; what is plainly JSON was meant as such. */
function typeOf(data: string, headers: readonly NamedText[]): string | undefined {
  if (headers.some(([name]) => /^content-type$/i.test(name))) return undefined;
  return /^\s*[[{]/.test(data) ? 'application/json' : 'application/x-www-form-urlencoded';
}

function encodedText(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
}
