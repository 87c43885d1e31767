import { createVideo } from '../../media/video/video.ts';
import type { RealtimeSession } from '../realtime-session.ts';
import type { Unsupported } from '../session-for.ts';
import { SessionVision } from './session-vision.ts';
import type { Vision } from './vision.ts';
import type { VisionOptions } from './vision-options.ts';
import { rememberVision, visionOf } from './visions.ts';

type Blind = Unsupported<'The vendor takes no images: capabilities.vision is false.'>;

/** A session whose vendor sees. One whose vendor is known to see nothing does not compile. */
export type SeeingSession<Session extends RealtimeSession> = Session['capabilities'] extends {
  readonly vision: false;
}
  ? Blind
  : Session;

/**
 * Gives a session eyes. It opens and sends nothing by itself. A session has one, however often it is asked for; the options are
 * those of the first time.
 *
 * @throws RealtimeError `unsupported-capability` where the vendor sees nothing.
 * @example
 * ```ts
 * const vision = createVision(session);
 * await vision.look('camera', { text: 'What is this?', respond: true });
 * ```
 */
export function createVision<Session extends RealtimeSession>(
  session: Session & SeeingSession<Session>,
  options: VisionOptions = {},
): Vision {
  const known = visionOf(session);
  if (known) return known;
  const vision = new SessionVision(session, { ...options, video: options.video ?? createVideo() });
  rememberVision(session, vision);
  return vision;
}
