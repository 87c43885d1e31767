import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('es');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'Duración',
  quality: { good: 'Buena conexión', fair: 'Conexión regular', poor: 'Mala conexión' },
  interruption: {
    ducked: 'Más bajo mientras habla',
    paused: 'En pausa mientras habla',
    yielded: 'Has interrumpido',
    resumed: 'Continúa',
  },
  messageActions: {
    name: 'Sobre este mensaje',
    copy: 'Copiar',
    good: 'Buena respuesta',
    bad: 'Mala respuesta',
  },
  suggestions: 'Sugerencias',
  attachments: {
    name: 'Imágenes de este mensaje',
    add: 'Añadir imágenes',
    drop: 'Suelta las imágenes aquí',
    unnamed: (position) => `Imagen ${position}`,
    preparing: (name) => `Preparando ${name}`,
    ready: (name) => `${name} añadida`,
    remove: (name) => `Quitar ${name}`,
    removed: (name) => `${name} quitada`,
    photo: 'Hacer una foto',
    sending: (name) => `Enviando ${name}`,
    notSent: { title: 'Esta imagen no se ha enviado', advice: 'Quítala y añádela de nuevo.' },
    tooMany: { title: 'Demasiadas imágenes', advice: 'Envía esta con el próximo mensaje.' },
  },
  sessionSummary: {
    title: 'Tu conversación',
    said: 'Tus intervenciones',
    answers: 'Respuestas',
    interruptions: 'Interrupciones',
    tools: 'Herramientas usadas',
    cost: 'Coste',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'Consola',
    tabs: { transcript: 'Conversación', events: 'Eventos', metrics: 'Medidas', settings: 'Ajustes' },
    clear: 'Vaciar',
    noEvents: 'Todavía no ha pasado nada.',
    sources: { command: 'al servicio', session: 'sesión', vendor: 'del servicio' },
    metrics: {
      last: 'Última respuesta',
      p50: 'Respuesta mediana',
      p95: 'Percentil 95',
      buffer: 'Búfer de fluctuación',
      gaps: 'Cortes de sonido',
      roundTrip: 'Ida y vuelta',
      jitter: 'Fluctuación',
      loss: 'Paquetes perdidos',
      connection: 'Conexión',
      model: 'Modelo',
      voice: 'Voz',
    },
    pushToTalk: 'Pulsar para hablar',
    volume: 'Volumen',
  },
} satisfies LabelsOverride;
