/** Loads the page anew: the way out where a file of an older version of the app is gone. */
export const reloadPage = (): void => location.reload();
