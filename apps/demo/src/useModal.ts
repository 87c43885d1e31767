import { useLayoutEffect, useRef } from 'react';

/** Opens a dialog over the page. Its end gives the focus back to the control that opened it. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  // A layout effect ends before the dialog leaves the page: a dialog outside of the page has no focus to give back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
