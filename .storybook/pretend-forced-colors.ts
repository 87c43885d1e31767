const QUERY = /\(forced-colors: active\)/;
const changed = new Map<CSSMediaRule, string>();

function* mediaRules(rules: CSSRuleList): Generator<CSSMediaRule> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) yield rule;
    if ('cssRules' in rule) yield* mediaRules(rule.cssRules as CSSRuleList);
  }
}

/**
 * Shows about what a system with forced colours shows: the rules for it apply, and a class replaces the colours of the page. A page
 * cannot ask the system for it, so backgrounds of images and SVG may differ. The picture tests use the real mode.
 */
export function pretendForcedColors(isForced: boolean): void {
  document.documentElement.classList.toggle('forced', isForced);
  if (!isForced) {
    for (const [rule, text] of changed) rule.media.mediaText = text;
    changed.clear();
    return;
  }
  for (const sheet of document.styleSheets) {
    for (const rule of mediaRules(sheet.cssRules)) {
      if (!QUERY.test(rule.media.mediaText)) continue;
      changed.set(rule, rule.media.mediaText);
      rule.media.mediaText = 'all';
    }
  }
}
