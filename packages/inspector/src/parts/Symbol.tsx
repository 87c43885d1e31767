const SHAPES = {
  play: 'M7 5v14l12-7z',
  pause: 'M8 5v14M16 5v14',
  step: 'M6 5v14l9-7zM18 5v14',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  done: 'm5 12.5 4.5 4.5L19 7.5',
  in: 'M12 5v14m-6-6 6 6 6-6',
  out: 'M12 19V5M6 11l6-6 6 6',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  fit: 'M4 8V4h4M20 8V4h-4M4 16v4h4M20 16v4h-4',
  save: 'M12 4v11m-5-5 5 5 5-5M5 19h14',
  sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9a4.2 4.2 0 0 1 0 6m3-9a8.5 8.5 0 0 1 0 12',
  silent: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5m0-5-5 5',
  open: 'M4 19V6h6l2 2h8v11z',
} as const;

/** A small drawing beside a name. */
export function Symbol({ name }: { readonly name: keyof typeof SHAPES }) {
  return (
    <svg viewBox="0 0 24 24" className="repartee-inspector-symbol" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
