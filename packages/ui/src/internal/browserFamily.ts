/** The browsers whose questions and settings for microphones differ. */
export type BrowserFamily = 'chromium' | 'firefox' | 'safari' | 'android' | 'ios' | 'other';

/**
 * Tells the family of a browser, for words about where its settings are. Nothing else may depend on it.
 *
 * @param touchPoints tells an iPad from a Mac, whose name it gives
 */
export function browserFamilyOf(userAgent: string, touchPoints: number): BrowserFamily {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrome\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** The family of this browser. */
export function ownBrowserFamily(): BrowserFamily {
  return browserFamilyOf(navigator.userAgent, navigator.maxTouchPoints);
}
