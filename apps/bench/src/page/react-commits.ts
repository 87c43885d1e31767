/** How often React has committed since the page was opened. */
export const commits = { count: 0 };

// React tells whoever stands in for its developer tools of every commit, also in production. It looks for them once, when
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
