declare module 'virtual:contenders' {
  import type { Contender } from './contender.ts';

  /** The clients that are compared with ours, from the modules given to the bench. */
  export const contenders: readonly Contender[];
}
