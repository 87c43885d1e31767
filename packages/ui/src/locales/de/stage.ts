import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('de');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'Dauer',
  quality: { good: 'Gute Verbindung', fair: 'Mäßige Verbindung', poor: 'Schlechte Verbindung' },
  interruption: {
    ducked: 'Leiser, während Sie sprechen',
    paused: 'Pause, während Sie sprechen',
    yielded: 'Sie haben unterbrochen',
    resumed: 'Es geht weiter',
  },
  messageActions: {
    name: 'Zu dieser Nachricht',
    copy: 'Kopieren',
    good: 'Gute Antwort',
    bad: 'Schlechte Antwort',
  },
  suggestions: 'Vorschläge',
  attachments: {
    name: 'Bilder dieser Nachricht',
    add: 'Bilder hinzufügen',
    drop: 'Bilder hier ablegen',
    unnamed: (position) => `Bild ${position}`,
    preparing: (name) => `${name} wird vorbereitet`,
    ready: (name) => `${name} ist hinzugefügt`,
    remove: (name) => `${name} entfernen`,
    removed: (name) => `${name} ist entfernt`,
    photo: 'Foto aufnehmen',
    sending: (name) => `${name} wird gesendet`,
    notSent: {
      title: 'Dieses Bild wurde nicht gesendet',
      advice: 'Entfernen Sie es und fügen Sie es erneut hinzu.',
    },
    tooMany: { title: 'Zu viele Bilder', advice: 'Senden Sie dieses mit der nächsten Nachricht.' },
  },
  sessionSummary: {
    title: 'Ihr Gespräch',
    said: 'Ihre Beiträge',
    answers: 'Antworten',
    interruptions: 'Unterbrechungen',
    tools: 'Benutzte Werkzeuge',
    cost: 'Kosten',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'Konsole',
    tabs: { transcript: 'Gespräch', events: 'Ereignisse', metrics: 'Messwerte', settings: 'Einstellungen' },
    clear: 'Leeren',
    noEvents: 'Noch ist nichts geschehen.',
    sources: { command: 'an den Dienst', session: 'Sitzung', vendor: 'vom Dienst' },
    metrics: {
      last: 'Letzte Antwort',
      p50: 'Mittlere Antwort',
      p95: '95. Perzentil',
      buffer: 'Jitterpuffer',
      gaps: 'Lücken bei der Wiedergabe',
      roundTrip: 'Umlaufzeit',
      jitter: 'Laufzeitschwankung',
      loss: 'Verlorene Pakete',
      connection: 'Verbindung',
      model: 'Modell',
      voice: 'Stimme',
    },
    pushToTalk: 'Sprechtaste',
    volume: 'Lautstärke',
  },
} satisfies LabelsOverride;
