import type { Page } from '@playwright/test';

/** What whoever only looks may send nevertheless: what is their own, and where in a run they are. */
const harmless = ['identity.settings.set', 'runs.execution.present', 'runs.projects.create'];
/** Forms whose sending is among the harmless. */
const harmlessForms = ['New project'];

declare global {
  interface Window {
    /** What was sent so far, in the order of sending. */
    sent: string[];
  }
}

/** Has every page that is opened from now on write down what it sends. */
export async function watchWhatIsSent(page: Page): Promise<void> {
  await page.addInitScript((allowed) => {
    window.sent = [];
    window.print = () => {};
    const note = (method: string, url: string) => {
      const { pathname, searchParams } = new URL(url, location.href);
      const path = pathname.replace('/api/trpc/', '');
      // Questions are posted as well, many in one request.
      const asks = method.toUpperCase() === 'GET' || searchParams.has('batch');
      if (!asks && !allowed.includes(path)) window.sent.push(path);
    };
    const { fetch } = window;
    window.fetch = (input, init) => {
      const isRequest = input instanceof Request;
      note(init?.method ?? (isRequest ? input.method : 'GET'), isRequest ? input.url : `${input}`);
      return fetch(input, init);
    };
    const { open } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (
      this: XMLHttpRequest,
      method: string,
      url: string | URL,
    ) {
      note(method, `${url}`);
      open.call(this, method, url, true);
    };
  }, harmless);
}

/**
 * Uses everything that the page offers, but for its links: keys, buttons, menus, fields; what opens is used as well.
 * Gives what of it changes something: forms, fields for files, what can be dragged, and what sent something.
 *
 * @param isEnough ends with the first, before it is used any further
 */
export async function changesOfferedOn(page: Page, isEnough = false): Promise<readonly string[]> {
  const found = await page.evaluate(useEverything, { isEnough, harmlessForms });
  const sent = await page.evaluate(() => window.sent);
  return [...new Set([...found, ...sent.map((path) => `sends ${path}`)])];
}

interface Options {
  readonly isEnough: boolean;
  readonly harmlessForms: readonly string[];
}

/** In the page. */
async function useEverything({ isEnough, harmlessForms }: Options): Promise<readonly string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const used = new Set<string>();
  const channel = new MessageChannel();
  /** Until what was pressed is drawn. */
  const drawn = () =>
    new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
  const openDialog = () =>
    [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1) ?? null;
  const nameOf = (element: Element) => {
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    const name = element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
    return `${element.getAttribute('role') ?? element.localName} “${name.trim().slice(0, 60)}”`;
  };

  const close = async (dialog: HTMLDialogElement) => {
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    await drawn();
    if (dialog.open) dialog.close();
  };
  /** What changes something by being there. */
  const look = async (by: string) => {
    const dialog = openDialog();
    const title = dialog?.querySelector('h2')?.textContent ?? dialog?.ariaLabel ?? '';
    const scope = dialog ?? document.querySelector('main') ?? document.body;
    for (const each of scope.querySelectorAll('form, input[type="file"], [draggable="true"]')) {
      // A search, and a view of one's own.
      if (each.closest('[popover], search, [role="search"]')) continue;
      if (dialog && harmlessForms.includes(title)) continue;
      const what = `${nameOf(each).split(' ')[0]} in ${dialog ? `“${title}”` : 'the page'}`;
      if (seen.has(what)) continue;
      seen.add(what);
      found.add(`${what}, by ${by}`);
    }
    // A form is not filled in any further.
    if (dialog?.querySelector('form')) await close(dialog);
  };
  const use = async (by: string, act: () => void) => {
    const before = window.sent.length;
    act();
    await drawn();
    for (const path of window.sent.slice(before)) found.add(`${by} sends ${path}`);
    await look(by);
  };
  const isOver = () => isEnough && found.size > 0;

  await look('itself');

  // First the keys, with the focus on the page and on what takes it.
  const letters = [...'abcdefgijklmnopqrstuvwxyz123456789', 'F2', 'Delete', 'Insert'];
  const presses: KeyboardEventInit[] = [
    ...letters.map((key) => ({ key })),
    ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key) => ({ key, altKey: true })),
    ...['Enter', 'a', 'z', 'v', 's'].map((key) => ({ key, ctrlKey: true })),
  ];
  for (const place of ['body', 'main [data-row]', 'main [data-step]', 'main [role="treeitem"]']) {
    for (const press of [...presses, ...presses.slice(0, 1)]) {
      const target = document.querySelector<HTMLElement>(place);
      if (target === null || isOver()) break;
      target.focus();
      const event = new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true });
      const key = `${press.altKey ? 'Alt+' : ''}${press.ctrlKey ? 'Ctrl+' : ''}${press.key}`;
      await use(`the key ${key} on ${place}`, () => target.dispatchEvent(event));
      const dialog = openDialog();
      if (dialog) await close(dialog);
    }
  }
  await use('a pasted file', () => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['a'], 'a.png', { type: 'image/png' }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });

  // Then the controls, those first that take nothing else away.
  const kinds = [
    'button, [role="treeitem"], summary',
    'input[type="checkbox"], input[type="radio"]',
    'select',
    'input:not([type="file"]), textarea',
  ];
  const setValue = (field: HTMLElement, value: string) => {
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value') ?? {};
    set?.call(field, value);
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    const enter = { key: 'Enter', bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', enter));
    field.blur();
  };
  const act = (element: HTMLElement) => {
    if (element instanceof HTMLSelectElement) {
      setValue(element, element.options[element.options.length - 1]?.value ?? '');
    } else if (element.matches(kinds.slice(0, 2).join())) element.click();
    else if (!(element as HTMLInputElement).readOnly) {
      element.focus();
      setValue(element, 'a');
    }
  };
  const nextControl = (scope: Element) => {
    for (const kind of kinds) {
      for (const each of scope.querySelectorAll<HTMLElement>(kind)) {
        const canBeUsed = each.checkVisibility() && !each.matches(':disabled');
        if (canBeUsed && !used.has(nameOf(each))) return each;
      }
    }
    return undefined;
  };
  while (!isOver() && used.size < 500) {
    const dialog = openDialog();
    const control = nextControl(dialog ?? document.querySelector('main') ?? document.body);
    if (control !== undefined) {
      used.add(nameOf(control));
      await use(nameOf(control), () => act(control));
    } else if (dialog) await close(dialog);
    else break;
  }
  return [...found];
}
