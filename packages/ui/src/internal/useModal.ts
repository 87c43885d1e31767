'use client';

import { useLayoutEffect } from 'react';
import { moveFocus } from './useFocusHandoff.ts';

/** Opens a dialog over the page. When it goes, the focus returns to where it was, or to the button that connects. */
export function useModal(ref: { readonly current: HTMLDialogElement | null }, isModal: boolean): void {
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!isModal || !dialog) return undefined;
    dialog.showModal();
    return () => {
      const hadFocus = dialog.contains(document.activeElement);
      dialog.close();
      const { activeElement } = document;
      const isLost =
        activeElement === null || activeElement === document.body || dialog.contains(activeElement);
      if (hadFocus && isLost) moveFocus(dialog, '.repartee-connect');
    };
  }, [ref, isModal]);
}
