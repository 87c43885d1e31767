/**
 * The sources of the package's worklets as text, for bundlers that do not serve the files. The build of the package puts them
 * in; in the repository, where the files are always in place, they are empty.
 */
export const workletSources: Readonly<Record<'audio' | 'reflex', string>> = { audio: '', reflex: '' };
