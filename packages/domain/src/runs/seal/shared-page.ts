import { escapeHtml } from './report.ts';
import type { ReportLanguage } from './report-words.ts';

const words = {
  en: {
    shared: 'A sealed run',
    until: 'This link is good until',
    report: 'Open the report',
    archive: 'Download the archive',
    check: 'Check the archive',
    how: 'The archive proves by itself that nothing was changed: open the page that checks it, or run atelier verify. Compare the fingerprint with what the house has told you by another way:',
    gone: 'There is nothing here',
    goneText:
      'This link has expired, was revoked, or never was one. Ask whoever gave it to you for another.',
  },
  ru: {
    shared: 'Опечатанный прогон',
    until: 'Ссылка действует до',
    report: 'Открыть протокол',
    archive: 'Скачать архив',
    check: 'Проверить архив',
    how: 'Архив сам доказывает, что ничего не изменено: откройте страницу проверки или запустите atelier verify. Сверьте отпечаток с тем, что вам сообщили другим путём:',
    gone: 'Здесь ничего нет',
    goneText:
      'Ссылка истекла, отозвана или её никогда не было. Попросите новую у того, кто её дал.',
  },
} as const satisfies Record<ReportLanguage, Readonly<Record<string, string>>>;

export interface SharedRun {
  readonly title: string;
  readonly projectName: string;
  readonly fingerprint: string;
  readonly expiresAt: string;
  /** Of the link, with a slash at its end. */
  readonly path: string;
}

/** What somebody sees first behind a share link. */
export function sharedPage(run: SharedRun, language: ReportLanguage): string {
  const t = words[language];
  const path = escapeHtml(run.path);
  return page(
    language,
    run.title,
    `<p>${t.shared} · ${escapeHtml(run.projectName)}</p>
<h1>${escapeHtml(run.title)}</h1>
<ul>
<li><a href="${path}report.html">${t.report}</a></li>
<li><a href="${path}run.zip">${t.archive}</a></li>
<li><a href="/verify">${t.check}</a></li>
</ul>
<p>${t.how}</p>
<p><code>${escapeHtml(run.fingerprint)}</code></p>
<p>${t.until} ${escapeHtml(run.expiresAt.slice(0, 16).replace('T', ' '))} UTC.</p>`,
  );
}

/** The same for a link that has expired, was revoked, or never was one. */
export function missingPage(language: ReportLanguage): string {
  const t = words[language];
  return page(language, t.gone, `<h1>${t.gone}</h1>\n<p>${t.goneText}</p>`);
}

function page(language: ReportLanguage, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<style>
:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
h1,code{overflow-wrap:anywhere}
li{margin:.5em 0}
a{color:inherit}
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}
