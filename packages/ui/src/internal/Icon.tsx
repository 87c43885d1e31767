/** The shapes that parts draw, in a box of 24 by 24, as strokes. */
const SHAPES = {
  mic: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11v1a7 7 0 0 0 14 0v-1M12 19v3',
  'mic-off':
    'M15 9.5V6a3 3 0 0 0-5.7-1.3M9 9v3a3 3 0 0 0 4.5 2.6M5 11v1a7 7 0 0 0 10.8 5.9M19 11v1c0 .7-.1 1.3-.3 2M12 19v3M3 3l18 18',
  call: 'M4 11a8 8 0 0 1 16 0M4 11v5a2 2 0 0 0 2 2h1v-7H4M20 11v5a2 2 0 0 1-2 2h-1v-7h3',
  stop: 'M7 7h10v10H7z',
  send: 'M12 19V5M6 11l6-6 6 6',
  sound: 'M4 9v6h4l5 4V5L8 9H4ZM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12',
  alert: 'M12 8v5M12 16.5v.01M10.3 4.3 2.6 18a2 2 0 0 0 1.7 3h15.4a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0Z',
  tool: 'M14.5 6.5a4 4 0 0 0-5.3 5L3 17.7V21h3.3l6.2-6.2a4 4 0 0 0 5-5.3l-2.6 2.6-2.9-.1-.1-2.9 2.6-2.6Z',
  down: 'M12 5v14M6 13l6 6 6-6',
} as const;

/** A drawing that says nothing by itself: its button or row has the words. */
export function Icon({ shape }: { readonly shape: keyof typeof SHAPES }) {
  return (
    <svg
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
