const gap = 4;
const margin = 8;

/** Below its button if there is room, else above; never over the edge of the window. */
export function placePopover(popover: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = popover;
  const isBelow = anchor.bottom + gap + height + margin <= window.innerHeight;
  const top = isBelow ? anchor.bottom + gap : anchor.top - gap - height;
  const left =
    anchor.left + width + margin <= window.innerWidth ? anchor.left : anchor.right - width;
  popover.style.top = `${Math.max(margin, top)}px`;
  popover.style.left = `${Math.max(margin, left)}px`;
}
