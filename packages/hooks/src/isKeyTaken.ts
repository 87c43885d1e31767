/** What takes every key: somebody writes there, or chooses by letters and arrows. */
const FIELDS =
  'input:not([type=button], [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file], [type=color]), ' +
  'textarea, select, iframe, embed, object, audio[controls], video[controls], ' +
  '[contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox], [role=combobox], ' +
  '[role=listbox], [role=option], [role=menu], [role=menuitem], [role=tree], [role=treeitem], [role=grid], ' +
  '[role=gridcell], [role=slider], [role=spinbutton], [role=application]';

/** What is worked by some keys: they are its own. */
const CONTROLS =
  'button, input, a[href], summary, label, [tabindex]:not([tabindex="-1"]), [role=button], [role=link], ' +
  '[role=checkbox], [role=radio], [role=switch], [role=tab]';

const CONTROL_KEYS = /^(Space|Enter|NumpadEnter|Tab|Escape|Arrow\w+|Home|End|Page\w+)$/;

/** Tells whether a key belongs to what has the focus: every key to a field, and to a control those that work it. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (event.isComposing) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(FIELDS)) return true;
  return CONTROL_KEYS.test(event.code) && target.closest(CONTROLS) !== null;
}
