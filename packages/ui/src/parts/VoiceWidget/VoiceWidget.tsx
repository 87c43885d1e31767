'use client';

import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useSession, useSessionState } from '@repartee/hooks';
import { presenceOf } from '../../internal/presence/presenceOf.ts';
import type { PresenceState } from '../../internal/presence/PresenceState.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { VoiceOrb } from '../VoiceOrb/VoiceOrb.tsx';
import { LazyVoicePanel } from '../VoicePanel/LazyVoicePanel.ts';
import type { VoicePanelProps } from '../VoicePanel/VoicePanel.tsx';
import { usePopup } from './usePopup.ts';
import { useUnread } from './useUnread.ts';
import { voiceWidgetLabels } from './voiceWidgetLabels.ts';
import { WidgetLauncher } from './WidgetLauncher.tsx';
import { WidgetPopup } from './WidgetPopup.tsx';

/** The state of a `VoiceWidget`. */
export interface VoiceWidgetState {
  readonly isOpen: boolean;
  readonly corner: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
  /** The state of the presence. */
  readonly state: PresenceState;
  /** The number of messages that have come since it was closed and were neither heard nor read; `null` for none. */
  readonly unread: number | null;
}

/** The props of `VoiceWidget`. */
export type VoiceWidgetProps = PartProps<'div', VoiceWidgetState> & {
  /** The agent's name, for the launcher and the popup. */
  readonly name?: string;
  /** Gives the agent a face of its own. @default the name */
  readonly seed?: string | number;
  /** Another presence, such as `<Visualizer variant="aura" />`. @default a VoiceOrb */
  readonly presence?: ReactNode;
  /** The corner of the window. `start` and `end` follow the direction of the text. @default 'bottom-end' */
  readonly corner?: VoiceWidgetState['corner'];
  /** Whether it covers small windows, such as phones. @default 'phones' */
  readonly fullScreen?: 'phones' | 'never';
  /** Whether it is open at first. @default false */
  readonly defaultOpen?: boolean;
  /** Whether it is open, if the app decides. */
  readonly open?: boolean;
  /** Called when the user opens or closes it. */
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  /** The effect of opening: nothing more, or it starts the conversation too. @default 'wait' */
  readonly whenOpened?: 'wait' | 'connect';
  /** The effect of closing on the conversation. @default 'continue' */
  readonly whenClosed?: 'continue' | 'pause' | 'end';
  /** The sources that the user may show the agent, as `VoicePanel` takes them. @default none */
  readonly images?: VoicePanelProps['images'];
  /** The content of the popup. @default a VoicePanel */
  readonly children?: ReactNode;
};

/**
 * A launcher in a corner of the window that opens a whole voice interface: a popup beside the page, and the full screen on phones.
 * Escape and a button close it. While the conversation goes on behind it, the launcher shows who speaks, and a count of what was
 * not heard. Put it at the end of the page, outside of elements with a `transform`.
 *
 * Attributes: `data-open`, `data-corner` (`bottom-end`, `bottom-start`, `top-end`, `top-start`), `data-state` (as a `VoiceOrb`),
 * `data-unread` (a number).
 *
 * @example
 * <SessionProvider session={session}>
 *   <VoiceWidget name="Ada" />
 * </SessionProvider>
 */
export function VoiceWidget({
  name,
  seed = name ?? 'repartee',
  presence,
  corner = 'bottom-end',
  fullScreen = 'phones',
  defaultOpen = false,
  open,
  onOpenChange,
  whenOpened = 'wait',
  whenClosed = 'continue',
  images,
  children,
  ...props
}: VoiceWidgetProps) {
  const { widget } = usePartLabels(voiceWidgetLabels);
  const id = useId();
  const act = useOpening(whenOpened, whenClosed);
  const [isOpen, change] = useOpen(open, defaultOpen, (isNowOpen) => {
    act(isNowOpen);
    onOpenChange?.(isNowOpen);
  });
  const unread = useUnread(isOpen);
  const launcher = useRef<HTMLButtonElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const isReady = LazyVoicePanel.useIsLoaded() || children !== undefined;
  const coversSmall = fullScreen === 'phones';
  usePopup(dialog, { isOpen, isReady, coversSmall, launcher });
  const hasOpened = useHasOpened(isOpen);
  const close = () => change(false);
  return usePart('div', props, {
    name: 'repartee-widget',
    state: { isOpen, corner, state: useSessionState(presenceOf), unread: unread || null },
    props: { onKeyDown: (event: KeyboardEvent) => isOpen && closeByKey(event, dialog.current, close) },
    children: (
      <>
        <WidgetLauncher
          ref={launcher}
          name={name}
          presence={presence ?? <VoiceOrb seed={seed} />}
          popupId={id}
          isOpen={isOpen}
          unread={unread}
          onNear={children === undefined ? loadPanel : nothing}
          onClick={() => change(!isOpen)}
        />
        <WidgetPopup
          ref={dialog}
          id={id}
          title={name ?? widget.title}
          coversSmall={coversSmall}
          onClose={close}
        >
          {hasOpened &&
            (children ?? <LazyVoicePanel seed={seed} presence={presence} {...(images && { images })} />)}
        </WidgetPopup>
      </>
    ),
  });
}

const loadPanel = () => void LazyVoicePanel.load();
const nothing = () => {};

/** Whether the widget is open, by itself or as the app decides, and what changes that. */
function useOpen(
  open: boolean | undefined,
  defaultOpen: boolean,
  onChange: (isNowOpen: boolean) => void,
): readonly [boolean, (isNowOpen: boolean) => void] {
  const [isOpenByItself, setOpenByItself] = useState(defaultOpen);
  const isOpen = open ?? isOpenByItself;
  const change = (isNowOpen: boolean) => {
    if (isNowOpen === isOpen) return;
    onChange(isNowOpen);
    setOpenByItself(isNowOpen);
  };
  return [isOpen, change];
}

/** Whether it has ever been open: the contents stay then, with what the user has begun to write. */
function useHasOpened(isOpen: boolean): boolean {
  const [hasOpened, setOpened] = useState(isOpen);
  if (isOpen && !hasOpened) setOpened(true);
  return hasOpened || isOpen;
}

function closeByKey(event: KeyboardEvent, popup: HTMLDialogElement | null, close: () => void): void {
  if (!isForPopup(event, popup)) return;
  event.preventDefault();
  close();
}

/** Whether a key closes the popup: what is open inside it closes first. */
function isForPopup(event: KeyboardEvent, popup: HTMLDialogElement | null): boolean {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return false;
  const inner = event.target instanceof Element ? event.target.closest('dialog, [popover]') : null;
  if (inner !== null && inner !== popup) return false;
  return popup?.querySelector('[popover]:popover-open') === null;
}

/** Connects, pauses or ends the conversation when the user opens or closes the widget. A pause of the widget ends with it. */
function useOpening(
  whenOpened: NonNullable<VoiceWidgetProps['whenOpened']>,
  whenClosed: NonNullable<VoiceWidgetProps['whenClosed']>,
): (isNowOpen: boolean) => void {
  const session = useSession();
  const hasPaused = useRef(false);
  return (isNowOpen) => {
    const { status, isPaused } = session.store.getState();
    const isOver = status === 'idle' || status === 'closed' || status === 'failed';
    if (!isNowOpen) {
      if (isOver) return;
      if (whenClosed === 'end') void session.close();
      if (whenClosed === 'pause' && !isPaused) {
        session.pause();
        hasPaused.current = true;
      }
      return;
    }
    // A failure is in the state then, and the popup shows it.
    if (isPaused && hasPaused.current) void session.resume().catch(() => {});
    else if (isOver && whenOpened === 'connect') void session.connect().catch(() => {});
    hasPaused.current = false;
  };
}
