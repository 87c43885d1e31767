import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('es');
const GOES_ON = 'La conversación seguirá en cuanto se recupere.';
const A_MOMENT = 'La conversación sigue en un momento.';
const BACK = 'Conexión recuperada';
const TO_CONTINUE = 'Empieza de nuevo para continuarla.';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('No tienes conexión', 'La conversación seguirá cuando vuelva la red.'),
    paused: say('En pausa', 'El agente no te oye.'),
    queued: say(
      'Estás en la cola',
      'Todos los agentes están ocupados. El siguiente oirá lo que digas ahora.',
    ),
    'idle-warning': say(
      '¿Sigues ahí?',
      'Ha habido un largo silencio, así que la conversación terminará pronto.',
    ),
    'microphone-lost': say(
      'Se ha desconectado el micrófono',
      'El agente no puede oírte. Vuelve a conectarlo o usa otro.',
    ),
    'microphone-interrupted': say(
      'Otra aplicación está usando el micrófono',
      'El agente volverá a oírte cuando termine.',
    ),
    resumed: say(BACK, 'La conversación continúa donde se quedó.'),
    reseeded: say(BACK, 'El agente recuerda la conversación.'),
    fresh: say(BACK, 'El agente ya no recuerda la conversación anterior.'),
    'ended-idle': say('La conversación terminó tras un largo silencio', TO_CONTINUE),
    'ended-hidden': say('La conversación terminó en segundo plano', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('Se ha perdido la conexión', GOES_ON),
    'connection-silent': say('El servicio ha dejado de responder', GOES_ON),
    'network-changed': say('Tu red ha cambiado', A_MOMENT),
    'session-expiring': say('Se está renovando la conexión', A_MOMENT),
    'session-expired': say('La conexión ha llegado a su límite de tiempo', A_MOMENT),
    'config-changed': say('Se están aplicando los nuevos ajustes', A_MOMENT),
    resumed: say('Se está reanudando la conversación', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'Intentar ahora',
    'try-again': 'Reintentar',
    reconnect: 'Volver a conectar',
    'start-again': 'Empezar de nuevo',
    resume: 'Reanudar',
    'keep-talking': 'Seguir hablando',
    'open-microphone': 'Usar otro micrófono',
    'turn-sound-on': 'Activar el sonido',
    reload: 'Recargar la página',
  },
  nextAttempt: (value) => `Próximo intento en ${seconds(value)}`,
  attempting: (attempt) => (attempt > 1 ? `Conectando, intento ${numbers.count(attempt)}…` : 'Conectando…'),
  endsIn: (value) => `Termina en ${seconds(value)}`,
  timeLeft: (ms) => `Tiempo restante: ${timeLeft(ms)}`,
  timeLeftTitle: 'Cuánto tiempo mantiene el servicio abierta esta conexión',
  continuity: {
    resumed: 'Conexión recuperada. La conversación continúa.',
    reseeded: 'Conexión recuperada. El agente recuerda la conversación.',
    fresh: 'Conexión recuperada. El agente ya no recuerda la conversación anterior.',
  },
  connectionRenewed: 'Conexión renovada',
  lost: 'Qué se ha perdido',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        one: 'El agente ya no conoce # mensaje anterior.',
        other: 'El agente ya no conoce # mensajes anteriores.',
      }),
    unsupported: (count) =>
      plural(count, {
        one: 'No se puede comunicar al servicio # mensaje anterior.',
        other: 'No se pueden comunicar al servicio # mensajes anteriores.',
      }),
    summarized: (count) =>
      plural(count, {
        one: 'El agente conoce # mensaje anterior como resumen.',
        other: 'El agente conoce # mensajes anteriores como resumen.',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, { one: 'El agente ya no ve # imagen.', other: 'El agente ya no ve # imágenes.' }),
    userAudio: (value) => `El agente no oyó ${exactSeconds(value)} de lo que dijiste.`,
    answer: 'Se cortó una respuesta.',
    toolCall: 'El resultado de una herramienta no llegó al agente.',
    summary: 'No se pudo resumir la conversación.',
  },
} satisfies LabelsOverride;
