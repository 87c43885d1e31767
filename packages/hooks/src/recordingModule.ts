/** The module of the recorder. An object, so that a test can stand in for the network. */
export const recordingModule = {
  /** Loads it: it is in no bundle of an app that does not use it. */
  load: () => import('@repartee/core/recording'),
};
