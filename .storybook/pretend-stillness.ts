const ask = globalThis.matchMedia.bind(globalThis);

/**
 * Makes the page believe that its reader wants less motion, or as the system says again. Style sheets do not ask this way,
 * so the switch also sets a class.
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
