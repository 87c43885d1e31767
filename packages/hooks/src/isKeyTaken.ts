/** Elements that use every key: the user types there, or selects by letters and arrows. */
const FIELDS =
  'input:not([type=button], [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file], [type=color]), ' +
  'textarea, select, iframe, embed, object, audio[controls], video[controls], ' +
  '[contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox], [role=combobox], ' +
  '[role=listbox], [role=option], [role=menu], [role=menuitem], [role=tree], [role=treeitem], [role=grid], ' +
  '[role=gridcell], [role=slider], [role=spinbutton], [role=application]';

/** Elements that use the keys of `CONTROL_KEYS` only. */
const CONTROLS =
  'button, input, a[href], summary, label, [tabindex]:not([tabindex="-1"]), [role=button], [role=link], ' +
  '[role=checkbox], [role=radio], [role=switch], [role=tab]';

const CONTROL_KEYS = /^(Space|Enter|NumpadEnter|Tab|Escape|Arrow\w+|Home|End|Page\w+)$/;

/** Tells whether the focused element uses the key itself: a field uses every key, a control some. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (event.isComposing) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(FIELDS)) return true;
  return CONTROL_KEYS.test(event.code) && target.closest(CONTROLS) !== null;
}
