'use client';

import { use } from 'react';
import type { IconShape } from './IconShape.ts';
import { PartsContext } from './PartsContext.ts';
import { slotsOf } from './slotsOf.ts';

interface IconProps {
  readonly shape: IconShape;
  readonly className?: string;
}

/** A decorative drawing, or what the app has in its place. Screen readers skip it: the button or the row has the words. */
export function Icon({ shape, className }: IconProps) {
  const options = use(PartsContext);
  const classes = slotsOf(options)(className ? `repartee-icon ${className}` : 'repartee-icon');
  const replacement = options?.icons?.[shape.name];
  if (replacement !== undefined) {
    return (
      <span className={classes} aria-hidden="true">
        {replacement}
      </span>
    );
  }
  return (
    <svg
      className={classes}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
    >
      <path d={shape.path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
