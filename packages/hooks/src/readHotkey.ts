/** A key of choice, with the modifiers that have to be down with it. */
export interface Hotkey {
  readonly code: string;
  /** As `aria-keyshortcuts` wants it. */
  readonly shortcut: string;
  /** Whether the event's key is this one, and its modifiers are these and no others. */
  readonly isDown: (event: KeyboardEvent) => boolean;
  /** Whether an event of letting go ends it: the key itself, or one of its modifiers. */
  readonly isUp: (event: KeyboardEvent) => boolean;
}

const MODIFIERS = { Alt: 'altKey', Control: 'ctrlKey', Meta: 'metaKey', Shift: 'shiftKey' } as const;

/**
 * Reads a key such as `'KeyT'` or `'Control+Space'`: the `code` of a KeyboardEvent, which stays in its place on every
 * layout, behind the modifiers by their names.
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
    // Some systems tell nothing of a key that goes up while Meta is down: then its modifier's going up has to do.
    isUp: (event) => event.code === code || wanted.some((name) => !event[MODIFIERS[name]]),
  };
}
