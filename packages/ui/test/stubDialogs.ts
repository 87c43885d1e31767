/**
 * Gives the dialogs of jsdom the functions that it does not have, for the tests of one file.
 *
 * @param onOpen called whenever a dialog opens
 */
export function stubDialogs(onOpen: (isModal: boolean) => void = () => {}): void {
  const open = (isModal: boolean) =>
    function show(this: HTMLDialogElement) {
      this.open = true;
      onOpen(isModal);
    };
  Object.assign(HTMLDialogElement.prototype, {
    show: open(false),
    showModal: open(true),
    close(this: HTMLDialogElement) {
      this.open = false;
    },
  });
}
