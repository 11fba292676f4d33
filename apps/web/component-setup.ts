import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';

// All files share one window, one after the other, and this is run by each of them. So it adds to nothing that
// the last one left, and each leaves the window as a new one is. Our own modules are made anew for each file:
// what they remember, and what they listen to, goes with it.
vi.resetModules();
const listening = vi.spyOn(window, 'addEventListener');
afterEach(() => {
  cleanup();
  window.localStorage.clear();
  window.sessionStorage.clear();
});
afterAll(() => {
  for (const [type, listener, options] of listening.mock.calls) {
    window.removeEventListener(type, listener, options);
  }
  listening.mockRestore();
  // The router puts its own in their place.
  Reflect.deleteProperty(window.history, 'pushState');
  Reflect.deleteProperty(window.history, 'replaceState');
  window.history.replaceState(null, '', '/');
});
// A second, as it is by itself, is short on a busy machine.
configure({ asyncUtilTimeout: 8000 });

// What jsdom lacks and Mantine asks for. The real ones are met in the browser tests.
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});

window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

window.HTMLElement.prototype.scrollIntoView = () => {};

window.HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
window.HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

// Popovers: a press on their button, and the two events that tell of it.
const togglePopover = (popover: HTMLElement, open: boolean) => {
  const isOpen = popover.dataset.open === 'true';
  if (isOpen === open) return;
  popover.dataset.open = String(open);
  popover.style.display = open ? 'block' : '';
  const states = { oldState: open ? 'closed' : 'open', newState: open ? 'open' : 'closed' };
  for (const type of ['beforetoggle', 'toggle']) {
    popover.dispatchEvent(Object.assign(new Event(type), states));
  }
};
window.HTMLElement.prototype.showPopover = function () {
  togglePopover(this, true);
};
window.HTMLElement.prototype.hidePopover = function () {
  togglePopover(this, false);
};
document.onclick = ({ target }) => {
  const button = target instanceof Element ? target.closest('[popovertarget]') : null;
  const popover = document.getElementById(button?.getAttribute('popovertarget') ?? '');
  if (popover !== null) togglePopover(popover, popover.dataset.open !== 'true');
};
