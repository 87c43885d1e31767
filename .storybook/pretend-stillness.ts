const ask = globalThis.matchMedia.bind(globalThis);

/**
 * Makes `matchMedia` report reduced motion, or the system's setting again. It does not reach style sheets, so the switch also
 * sets a class.
 */
export function pretendStillness(isStill: boolean): void {
  document.documentElement.classList.toggle('still', isStill);
  globalThis.matchMedia = (query) => {
    if (!isStill || !query.includes('prefers-reduced-motion: reduce')) return ask(query);
    return Object.assign(new EventTarget(), {
      matches: true,
      media: query,
      onchange: null,
      addListener: () => {},
      removeListener: () => {},
    });
  };
}
