/** Loads the recorder: it is in no bundle of an app that does not use it. */
export const loadRecording = () => import('@repartee/core/recording');
