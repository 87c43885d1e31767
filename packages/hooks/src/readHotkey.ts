/** A key with its modifiers. */
export interface Hotkey {
  readonly code: string;
  /** The value of `aria-keyshortcuts`. */
  readonly shortcut: string;
  /** Whether the event has this key, these modifiers and no others. */
  readonly isDown: (event: KeyboardEvent) => boolean;
  /** Whether a `keyup` event ends it: of the key itself or of one of its modifiers. */
  readonly isUp: (event: KeyboardEvent) => boolean;
}

const MODIFIERS = { Alt: 'altKey', Control: 'ctrlKey', Meta: 'metaKey', Shift: 'shiftKey' } as const;

/**
 * Parses a key such as `'KeyT'` or `'Control+Space'`: modifiers by name, then the `code` of a KeyboardEvent, which is the
 * same place on every keyboard layout.
 */
export function readHotkey(hotkey: string): Hotkey {
  const parts = hotkey.split('+');
  const code = parts.at(-1) ?? '';
  const names = Object.keys(MODIFIERS) as (keyof typeof MODIFIERS)[];
  const wanted = names.filter((name) => parts.includes(name));
  return {
    code,
    shortcut: [...wanted, code.replace(/^(Key|Digit)/, '')].join('+'),
    isDown: (event) =>
      event.code === code && names.every((name) => event[MODIFIERS[name]] === wanted.includes(name)),
    // macOS sends no `keyup` for a key that is released while Meta is down: the release of the modifier has to do.
    isUp: (event) => event.code === code || wanted.some((name) => !event[MODIFIERS[name]]),
  };
}
