// Runs before the first paint, so that neither the colour scheme nor the language flashes. It is a
// file of its own because the Content-Security-Policy allows no inline script (ADR 0031).
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const chosen = read('atelier.color-scheme');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light';
  root.setAttribute('data-mantine-color-scheme', scheme);
  const language = read('atelier.language') ?? navigator.language;
  root.lang = /^ru\b/i.test(language) ? 'ru' : 'en';
})();
