/**
 * The source of the worker, and the weights in Base64, for bundlers that do not serve the files. The build of the package puts
 * them in; in the repository, where the files are always in place, they are empty.
 */
export const neuralSources: Readonly<Record<'worker' | 'weights', string>> = { worker: '', weights: '' };
