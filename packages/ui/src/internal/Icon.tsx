/** The shapes that parts draw, in a box of 24 by 24, as strokes. */
const SHAPES = {
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 10.5v.5a6.5 6.5 0 0 0 13 0v-.5M12 17.5V21',
  'mic-off':
    'M15 9V6a3 3 0 0 0-5.6-1.5M9 9v2a3 3 0 0 0 4.6 2.5M5.5 10.5v.5a6.5 6.5 0 0 0 10.3 5.3M18.5 10.5v.5c0 .9-.2 1.7-.5 2.5M12 17.5V21M4 4l16 16',
  talk: 'M4 10v4M8 7v10M12 4v16M16 7.5v9M20 10v4',
  stop: 'M8 7h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z',
  send: 'M12 19V5M6 11l6-6 6 6',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  alert:
    'M12 8.5v4.5M12 16.25v.01M10.3 4.6 3.1 17.2a2 2 0 0 0 1.7 3h14.4a2 2 0 0 0 1.7-3L13.7 4.6a2 2 0 0 0-3.4 0Z',
  tool: 'M14.5 6.5a4 4 0 0 0-5.3 5L3.5 17.2V20.5h3.3l5.7-5.7a4 4 0 0 0 5-5.3l-2.6 2.6-2.9-.1-.1-2.9 2.6-2.6Z',
  remote:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  ask: 'M12 3 5 5.5v5.8c0 4.4 2.9 7.8 7 9.7 4.1-1.9 7-5.3 7-9.7V5.5L12 3ZM12 8v4M12 15.5v.01',
  down: 'M12 5v14M6 13l6 6 6-6',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M7 7l10 10M17 7 7 17',
  more: 'M9 6l6 6-6 6',
} as const;

/** The name of a shape. */
export type IconShape = keyof typeof SHAPES;

/** A drawing that says nothing by itself: its button or row has the words. */
export function Icon({ shape, className }: { readonly shape: IconShape; readonly className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[shape]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
