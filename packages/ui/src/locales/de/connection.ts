import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('de');
const GOES_ON = 'Das Gespräch geht weiter, sobald sie wieder steht.';
const A_MOMENT = 'Das Gespräch geht gleich weiter.';
const BACK = 'Wieder verbunden';
const TO_CONTINUE = 'Starten Sie neu, um es fortzusetzen.';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('Sie sind offline', 'Das Gespräch geht weiter, wenn Ihr Netz wieder da ist.'),
    paused: say('Pausiert', 'Der Agent hört Sie nicht.'),
    queued: say(
      'Sie sind in der Warteschlange',
      'Alle Agenten sind beschäftigt. Der nächste hört, was Sie jetzt sagen.',
    ),
    'idle-warning': say('Noch da?', 'Es war lange still, deshalb endet das Gespräch bald.'),
    'microphone-lost': say(
      'Das Mikrofon wurde getrennt',
      'Der Agent kann Sie nicht hören. Schließen Sie es wieder an oder wählen Sie ein anderes.',
    ),
    'microphone-interrupted': say(
      'Eine andere App benutzt das Mikrofon',
      'Der Agent hört Sie wieder, wenn diese App fertig ist.',
    ),
    resumed: say(BACK, 'Das Gespräch geht dort weiter, wo es aufgehört hat.'),
    reseeded: say(BACK, 'Der Agent erinnert sich an das Gespräch.'),
    fresh: say(BACK, 'Der Agent erinnert sich nicht mehr an das bisherige Gespräch.'),
    'ended-idle': say('Das Gespräch endete nach langer Stille', TO_CONTINUE),
    'ended-hidden': say('Das Gespräch endete im Hintergrund', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('Die Verbindung ist abgebrochen', GOES_ON),
    'connection-silent': say('Der Dienst antwortet nicht mehr', GOES_ON),
    'network-changed': say('Ihr Netzwerk hat gewechselt', A_MOMENT),
    'session-expiring': say('Die Verbindung wird erneuert', A_MOMENT),
    'session-expired': say('Die Verbindung hat ihr Zeitlimit erreicht', A_MOMENT),
    'config-changed': say('Neue Einstellungen werden übernommen', A_MOMENT),
    resumed: say('Das Gespräch wird fortgesetzt', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'Jetzt versuchen',
    'try-again': 'Noch einmal versuchen',
    reconnect: 'Neu verbinden',
    'start-again': 'Neu starten',
    resume: 'Fortsetzen',
    'keep-talking': 'Weitersprechen',
    'open-microphone': 'Anderes Mikrofon verwenden',
    'turn-sound-on': 'Ton einschalten',
    reload: 'Seite neu laden',
  },
  nextAttempt: (value) => `Nächster Versuch in ${seconds(value)}`,
  attempting: (attempt) => (attempt > 1 ? `Verbinden, Versuch ${numbers.count(attempt)} …` : 'Verbinden …'),
  endsIn: (value) => `Endet in ${seconds(value)}`,
  timeLeft: (ms) => `Noch ${timeLeft(ms)}`,
  timeLeftTitle: 'Wie lange der Dienst diese Verbindung offen hält',
  continuity: {
    resumed: 'Wieder verbunden. Das Gespräch geht weiter.',
    reseeded: 'Wieder verbunden. Der Agent erinnert sich an das Gespräch.',
    fresh: 'Wieder verbunden. Der Agent erinnert sich nicht mehr an das bisherige Gespräch.',
  },
  connectionRenewed: 'Verbindung erneuert',
  lost: 'Was verloren ging',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        one: 'Der Agent kennt # frühere Nachricht nicht mehr.',
        other: 'Der Agent kennt # frühere Nachrichten nicht mehr.',
      }),
    unsupported: (count) =>
      plural(count, {
        one: '# frühere Nachricht lässt sich dem Dienst nicht mitteilen.',
        other: '# frühere Nachrichten lassen sich dem Dienst nicht mitteilen.',
      }),
    summarized: (count) =>
      plural(count, {
        one: 'Der Agent kennt # frühere Nachricht als Zusammenfassung.',
        other: 'Der Agent kennt # frühere Nachrichten als Zusammenfassung.',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, {
        one: 'Der Agent sieht # Bild nicht mehr.',
        other: 'Der Agent sieht # Bilder nicht mehr.',
      }),
    userAudio: (value) => `Der Agent hat ${exactSeconds(value)} von dem, was Sie sagten, nicht gehört.`,
    answer: 'Eine Antwort wurde abgeschnitten.',
    toolCall: 'Das Ergebnis eines Werkzeugs hat den Agenten nicht erreicht.',
    summary: 'Das Gespräch konnte nicht zusammengefasst werden.',
  },
} satisfies LabelsOverride;
