import { expect, it } from 'vitest';
import { describeComponent } from '../.storybook/describe-component.ts';

it('a docs page shows the example of a docstring as code', () => {
  const docstring = 'The orb.\n\nAttributes: `data-state`.\n\n@example\n<VoiceOrb seed="Ada" />';
  expect(describeComponent(docstring)).toBe(
    'The orb.\n\nAttributes: `data-state`.\n\n```tsx\n<VoiceOrb seed="Ada" />\n```',
  );
  expect(describeComponent('Nothing more.')).toBe('Nothing more.');
});
