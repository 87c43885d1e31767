import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Drawer } from './Drawer.tsx';

const nothing = () => {};
const page = (isOpen: boolean) => (
  <>
    <button type="button">Details</button>
    <button type="button">Start</button>
    {isOpen && <Drawer tab="events" onTabChange={nothing} onClose={nothing} slot={nothing} />}
  </>
);
const button = (name: string) => screen.getByRole('button', { name });

describe('Drawer', () => {
  it('takes the focus to its tab, and gives it back to what opened it', () => {
    const { rerender } = render(page(false));
    button('Details').focus();
    rerender(page(true));
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Events' }));
    rerender(page(false));
    expect(document.activeElement).toBe(button('Details'));
  });

  it('leaves the focus where the user took it', () => {
    const { rerender } = render(page(true));
    button('Start').focus();
    rerender(page(false));
    expect(document.activeElement).toBe(button('Start'));
  });
});
