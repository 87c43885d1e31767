/** The number of React's commits since the page was opened. */
export const commits = { count: 0 };

// React reports every commit to its developer tools' hook, also in production. It looks for the hook once, when
// it is loaded: this module has to be loaded before it.
Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberRoot: () => {
      commits.count += 1;
    },
    onCommitFiberUnmount: () => {},
  },
});
