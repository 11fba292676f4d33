/** The stylesheet of the page that shows an OpenAPI document: light and dark, from 320 px on. */
export const openApiPageStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f6f4; --card: #ffffff; --code: #f3f4f6; --line: #e1e3e8;
  --text: #1c232c; --muted: #576171; --accent: #2450b8; --key: #2450b8; --string: #27682f;
  --get: #1f5fa8; --post: #2a6e33; --put: #80540a; --patch: #80540a; --delete: #a8322a;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #13161b; --card: #1a1e25; --code: #12151a; --line: #2d333d;
    --text: #e3e7ed; --muted: #a3adba; --accent: #93b4f8; --key: #93b4f8; --string: #9ccf9f;
    --get: #8fbcf5; --post: #94d19b; --put: #e3b96c; --patch: #e3b96c; --delete: #f0968e;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.6 var(--sans); }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
main:focus { outline: none; }
code, pre { font-family: var(--mono); font-size: .875rem; }
p { margin: 0 0 .75rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--card); }
.skip:focus { top: 1rem; z-index: 1; }

body > header { max-width: 78rem; padding: 1.5rem 1.25rem .5rem; }
body > header p { max-width: 44rem; }
nav { padding: 1rem 1.25rem .5rem; border-block: 1px solid var(--line); font-size: .9375rem; }
nav a { color: var(--text); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
nav .name { display: none; font-size: 1.0625rem; font-weight: 650; }
.version { color: var(--muted); font-weight: 400; font-size: .875rem; }
nav summary { padding: .25rem 0; cursor: pointer; color: var(--muted); font-size: .875rem; font-weight: 600; }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0; }
nav li a { display: flex; gap: .6rem; align-items: baseline; padding: .25rem 0; line-height: 1.4; }
nav li .method { flex: none; width: 3.1rem; }

main { max-width: 78rem; padding: 0 1.25rem 5rem; }
h1 { margin: 0 0 1rem; overflow-wrap: anywhere; font-size: 1.875rem; line-height: 1.25; letter-spacing: -.015em; }
h2 { margin: 3.5rem 0 .75rem; font-size: 1.375rem; line-height: 1.3; letter-spacing: -.01em; }
section > h2:first-child { margin-top: 4rem; }
main > section:first-child > h2 { margin-top: 2rem; }
h3 { margin: 0; font-size: 1.125rem; line-height: 1.4; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h4 { margin: 1.5rem 0 .4rem; font-size: .9375rem; }
section > p { max-width: 44rem; }

article { margin: 1.25rem 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
article:target { border-color: var(--accent); }
article > header { margin-bottom: 1rem; }
.address { display: flex; flex-wrap: wrap; gap: .6rem; align-items: baseline; margin: .25rem 0 0; overflow-wrap: anywhere; color: var(--muted); }
.method { font: 600 .75rem/1 var(--mono); letter-spacing: .02em; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); }
.patch { color: var(--patch); } .delete { color: var(--delete); }
.facts > h4:first-child { margin-top: 0; }

table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .55rem .75rem .55rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
th { width: 46%; }
td { padding-right: 0; color: var(--muted); }
td p { margin: 0; }
.type { display: inline-block; color: var(--muted); font-size: .875rem; }
.refusals th { width: 58%; }
.status { display: inline-block; min-width: 2.2rem; color: var(--muted); font-size: .875rem; font-variant-numeric: tabular-nums; }

figure { margin: 0 0 1rem; }
figcaption { margin-bottom: .3rem; color: var(--muted); font-size: .875rem; }
pre { margin: 0; padding: .8rem 1rem; background: var(--code); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
pre code { font-size: .8125rem; }
.key { color: var(--key); }
.string { color: var(--string); }

@media (min-width: 60rem) {
  body { display: grid; grid-template: auto 1fr / 19rem minmax(0, 1fr); }
  body > header, main { grid-column: 2; }
  body > header { padding: 2rem 3rem 0; }
  header .version { display: none; }
  nav { grid-area: 1 / 1 / span 2; position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2rem 1.5rem; border: 0; border-right: 1px solid var(--line); }
  nav .name { display: block; }
  main { padding: 0 3rem 6rem; }
  article { padding: 1.5rem 1.75rem; }
}
@media (min-width: 80rem) {
  article:has(.examples) { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 29rem); column-gap: 2.5rem; align-items: start; }
  article > header { grid-column: 1 / -1; }
}
@media print { nav, .skip { display: none; } body { display: block; } article { break-inside: avoid; } }
`;
