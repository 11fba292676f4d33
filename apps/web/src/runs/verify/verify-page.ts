import { checkSeal, type SealReport } from '@atelier/domain/runs/seal/check-seal.ts';
import { publicKeyIn } from '@atelier/domain/runs/seal/public-key.ts';
import { reportWords } from '@atelier/domain/runs/seal/report-words.ts';
import { faultText, noteTexts } from '@atelier/domain/runs/seal/seal-words.ts';
import { browserTools, knowsSignatures } from './browser-tools.ts';
import { openBlob } from './open-blob.ts';
import { type VerifyLanguage, verifyWords } from './words.ts';

// A page by itself, in one file: no framework, no network, nothing of the app but the rules.

type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'key_wrong' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'report'; readonly report: SealReport };

let language: VerifyLanguage = /^ru\b/i.test(navigator.language) ? 'ru' : 'en';
let shown: Shown = { kind: 'nothing' };
/** The latest check: an older one that comes later shows nothing. */
let checks = 0;

const element = (id: string) => document.getElementById(id) as HTMLElement;
const fileField = element('file') as HTMLInputElement;
const keyField = element('key') as HTMLInputElement;

async function check(): Promise<void> {
  const [file] = fileField.files ?? [];
  checks += 1;
  const own = checks;
  if (file === undefined) return show({ kind: 'nothing' });
  show({ kind: 'checking' });
  const outcome = await outcomeOf(file).catch((): Shown => ({ kind: 'failed' }));
  if (own === checks) show(outcome);
}

async function outcomeOf(file: File): Promise<Shown> {
  if (!(await knowsSignatures())) return { kind: 'unsupported' };
  const typed = keyField.value.trim();
  const key = typed === '' ? undefined : publicKeyIn(typed);
  if (typed !== '' && key === undefined) return { kind: 'key_wrong' };
  const opened = await openBlob(file);
  const report: SealReport =
    'fault' in opened
      ? { isValid: false, fault: opened.fault }
      : await checkSeal(opened.files, browserTools, key);
  return { kind: 'report', report };
}

function show(next: Shown): void {
  shown = next;
  render();
}

function render(): void {
  const t = verifyWords[language];
  document.documentElement.lang = language;
  document.title = t.title;
  const texts = {
    ...{ title: t.title, language: t.other, intro: t.intro, 'file-label': t.file },
    // The browser's own words are in the browser's language, whichever is chosen here.
    chosen: fileField.files?.[0]?.name ?? t.choose,
    ...{ 'key-label': t.key, 'key-hint': t.keyHint },
  };
  for (const [id, text] of Object.entries(texts)) element(id).textContent = text;
  element('language').lang = language === 'en' ? 'ru' : 'en';
  const result = element('result');
  const now = shown;
  if (now.kind !== 'report') {
    result.className = '';
    result.replaceChildren(textNode(now.kind));
    return;
  }
  result.className = now.report.isValid ? 'good' : 'bad';
  result.replaceChildren(...reportNodes(now.report));
}

function textNode(kind: Exclude<Shown['kind'], 'report'>): Node {
  const t = verifyWords[language];
  const texts = {
    ...{ nothing: '', checking: t.checking, key_wrong: t.keyWrong },
    ...{ unsupported: t.unsupported, failed: t.failed },
  };
  return document.createTextNode(texts[kind]);
}

function reportNodes(report: SealReport): readonly Node[] {
  const t = verifyWords[language];
  if (!report.isValid) {
    return [withText('h2', t.invalid), withText('p', faultText(report.fault, language))];
  }
  const { manifest, publicKey, fingerprint, isKnownKey, signatures } = report.facts;
  const words = reportWords[language];
  const list = document.createElement('dl');
  const rows: readonly (readonly [string, string])[] = [
    [t.run, manifest.run.title],
    [t.project, manifest.run.project.name],
    [t.sealed, `${instant(manifest.sealedAt)}, ${manifest.sealedBy.name}`],
    [t.house, manifest.house],
    ...signatures.map(({ meaning, signerName, signedAt, provedBy }) => {
      const by = `${signerName} (${words.proofs[provedBy]})`;
      return [t.signature, `${words.meanings[meaning]}: ${instant(signedAt)}, ${by}`] as const;
    }),
    [t.files, manifest.files.length.toLocaleString(language)],
    [t.rows, manifest.audit.rows.toLocaleString(language)],
    [t.publicKey, isKnownKey ? `${publicKey} – ${t.expected}` : publicKey],
    [t.fingerprint, fingerprint],
    ...report.notes.map((note) => [t.note, noteTexts[language][note]] as const),
  ];
  for (const [name, value] of rows) {
    const row = document.createElement('div');
    row.append(withText('dt', name), withText('dd', value));
    list.append(row);
  }
  return [withText('h2', t.valid), list];
}

function instant(text: string): string {
  const format = { dateStyle: 'long', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat(language, format).format(new Date(text));
}

function withText(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

fileField.addEventListener('change', () => void check());
keyField.addEventListener('change', () => void check());
element('language').addEventListener('click', () => {
  language = language === 'en' ? 'ru' : 'en';
  render();
});
render();
