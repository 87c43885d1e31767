import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'Versuchen Sie es noch einmal.';
const SOON = 'Warten Sie einen Moment und versuchen Sie es noch einmal.';
const NETWORK = 'Prüfen Sie Ihre Netzwerkverbindung und versuchen Sie es noch einmal.';
const CONTACT = 'Wenden Sie sich an den Anbieter dieser App.';
const OTHERWISE = 'Formulieren Sie Ihre Frage anders.';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'Das Mikrofon ist gesperrt',
    'Erlauben Sie es in den Website-Einstellungen neben der Adressleiste und versuchen Sie es noch einmal. Sie können auch tippen.',
  ),
  'microphone-missing': say('Kein Mikrofon gefunden', 'Schließen Sie eines an oder tippen Sie stattdessen.'),
  'microphone-busy': say(
    'Eine andere App benutzt das Mikrofon',
    'Schließen Sie sie und versuchen Sie es noch einmal.',
  ),
  'microphone-lost': say(
    'Das Mikrofon wurde getrennt',
    'Schließen Sie es wieder an und versuchen Sie es noch einmal.',
  ),
  'speaker-missing': say(
    'Der gewählte Lautsprecher ist nicht angeschlossen',
    'Schließen Sie ihn an oder wählen Sie einen anderen.',
  ),
  'camera-denied': say(
    'Die Kamera ist gesperrt',
    'Erlauben Sie sie in den Website-Einstellungen neben der Adressleiste und versuchen Sie es noch einmal.',
  ),
  'camera-missing': say('Keine Kamera gefunden', 'Schließen Sie eine an und versuchen Sie es noch einmal.'),
  'camera-busy': say(
    'Eine andere App benutzt die Kamera',
    'Schließen Sie sie und versuchen Sie es noch einmal.',
  ),
  'camera-lost': say(
    'Die Kamera wurde getrennt',
    'Schließen Sie sie wieder an und versuchen Sie es noch einmal.',
  ),
  'screen-denied': say(
    'Der Bildschirm wird nicht geteilt',
    'Wählen Sie einen Bildschirm oder ein Fenster aus.',
  ),
  'image-unreadable': say('Dieses Bild lässt sich nicht lesen', 'Wählen Sie ein anderes Bild.'),
  'image-unsupported': say(
    'Dieses Bild kann der Agent nicht sehen',
    'Wählen Sie ein Foto oder einen Screenshot als JPEG oder PNG.',
  ),
  'image-too-large': say('Dieses Bild ist zu groß', 'Wählen Sie ein kleineres.'),
  'insecure-context': say(
    'Auf dieser Seite funktionieren keine Mikrofone',
    'Öffnen Sie sie mit https oder auf localhost.',
  ),
  'worklet-failed': say(
    'Die Audiowiedergabe konnte nicht starten',
    'Laden Sie die Seite neu. Hilft das nicht, versuchen Sie es mit einem anderen Browser.',
  ),
  'module-failed': say(
    'Ein Teil dieser App konnte nicht geladen werden',
    'Prüfen Sie Ihre Netzwerkverbindung und laden Sie die Seite neu.',
  ),
  'invalid-config': say('Der Dienst hat die Einstellungen dieser App abgelehnt', CONTACT),
  'unsupported-capability': say('Das kann dieser Dienst nicht', 'Machen Sie ohne diese Funktion weiter.'),
  'invalid-state': say('Das geht gerade nicht', SOON),
  'credential-fetch-failed': say(
    'Diese App hat keine Erlaubnis zum Verbinden erhalten',
    'Prüfen Sie, ob ihr Server läuft, und versuchen Sie es noch einmal.',
  ),
  'credential-rejected': say('Der Dienst hat den Schlüssel dieser App nicht akzeptiert', CONTACT),
  'credential-expired': say('Die Erlaubnis zum Verbinden ist abgelaufen', AGAIN),
  'playback-blocked': say('Ihr Browser blockiert den Ton', 'Klicken Sie, um ihn einzuschalten.'),
  'connect-timeout': say('Der Dienst hat nicht rechtzeitig geantwortet', NETWORK),
  'connect-refused': say('Der Dienst ist nicht erreichbar', NETWORK),
  'connection-lost': say('Die Verbindung ist abgebrochen', NETWORK),
  'connection-silent': say('Der Dienst meldet sich nicht mehr', NETWORK),
  'send-backlog': say(
    'Ihre Verbindung ist zu langsam für ein Gespräch',
    'Gehen Sie näher an Ihren Router oder tippen Sie stattdessen.',
  ),
  'malformed-frame': say('Der Dienst hat etwas gesendet, das diese App nicht lesen konnte', AGAIN),
  'unsupported-protocol': say(
    'Der Dienst benutzt eine Protokollversion, die diese App nicht unterstützt',
    CONTACT,
  ),
  'rate-limited': say('Zu viele Anfragen', SOON),
  'quota-exhausted': say('Das Kontingent für diesen Dienst ist aufgebraucht', CONTACT),
  'session-expired': say(
    'Das Gespräch hat seine Höchstdauer erreicht',
    'Beginnen Sie ein neues, um fortzufahren.',
  ),
  'content-refused': say('Der Dienst möchte darauf nicht antworten', OTHERWISE),
  'response-timeout': say('Der Dienst hat nicht geantwortet', 'Fragen Sie noch einmal.'),
  'vendor-failed': say('Beim Dienst ist ein Fehler aufgetreten', AGAIN),
  'tool-unknown': say('Der Agent wollte ein Werkzeug benutzen, das es nicht gibt', OTHERWISE),
  'tool-failed': say(
    'Ein Werkzeug ist fehlgeschlagen',
    'Bitten Sie den Agenten, es noch einmal zu versuchen.',
  ),
  'tool-timeout': say(
    'Ein Werkzeug hat zu lange gebraucht',
    'Bitten Sie den Agenten, es noch einmal zu versuchen.',
  ),
  'tool-declined': say('Ein Werkzeug wurde abgelehnt', 'Es wurde nicht ausgeführt.'),
  'approval-timeout': say(
    'Ein Werkzeug hat zu lange auf Ihre Antwort gewartet',
    'Fragen Sie den Agenten noch einmal.',
  ),
  'tool-rejected': say('Der Agent hat ein Werkzeug falsch benutzt', OTHERWISE),
  'budget-exceeded': say(
    'Das Budget für dieses Gespräch ist aufgebraucht',
    'Das Gespräch wurde beendet, damit keine weiteren Kosten entstehen.',
  ),
  'storage-failed': say(
    'Das Gespräch konnte nicht gespeichert werden',
    'Sie können weitersprechen. Wenn Sie die Seite verlassen, ist es vielleicht weg.',
  ),
  'internal-error': say('In dieser App ist etwas schiefgegangen', CONTACT),
  aborted: say('Abgebrochen', AGAIN),
};
