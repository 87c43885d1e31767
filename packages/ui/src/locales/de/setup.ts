import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, isolate } from '../formatsOf.ts';

const { numbers } = formatsOf('de');

/** The parts that choose and test devices and settings. */
export const setup = {
  deviceMenu: 'Mikrofon und Lautsprecher',
  devicesUnknown: 'Der Browser nennt die Geräte, sobald Sie das Mikrofon erlaubt haben.',
  speakerOfSystem: 'Dieser Browser spielt über den Lautsprecher des Systems ab.',
  volume: 'Lautstärke des Agenten',
  muteAgent: 'Agenten stummschalten',
  volumeValue: (fraction) => numbers.percent(fraction),
  allowMicrophone: 'Mikrofon erlauben',
  permissionTitles: {
    ask: 'Der Agent braucht Ihr Mikrofon',
    asking: 'Ihr Browser fragt',
    dismissed: 'Ihr Browser hat keine Antwort erhalten',
    denied: 'Das Mikrofon ist gesperrt',
    blocked: 'Ihr System sperrt das Mikrofon',
    missing: 'Kein Mikrofon gefunden',
    busy: 'Eine andere App benutzt das Mikrofon',
    insecure: 'Auf dieser Seite funktionieren keine Mikrofone',
  },
  permissionTexts: {
    ask: 'Damit Sie mit ihm sprechen können. Ihr Browser fragt Sie gleich.',
    dismissed: 'Die Frage wurde geschlossen. Fragen Sie noch einmal und wählen Sie „Zulassen“.',
    blocked: 'Erlauben Sie Ihrem Browser das Mikrofon in den Datenschutzeinstellungen Ihres Systems.',
    missing: 'Schließen Sie ein Mikrofon oder ein Headset an und versuchen Sie es noch einmal.',
    busy: 'Schließen Sie diese App und versuchen Sie es noch einmal.',
    insecure: 'Öffnen Sie sie mit https oder auf localhost.',
  },
  permissionQuestions: {
    chromium: 'Wählen Sie „Zulassen“ im Fenster unter der Adresse.',
    firefox: 'Wählen Sie „Erlauben“ im Fenster unter der Adresse.',
    safari: 'Wählen Sie „Erlauben“ im Fenster über der Seite.',
    android: 'Tippen Sie auf Ihrem Bildschirm auf „Zulassen“.',
    ios: 'Tippen Sie auf Ihrem Bildschirm auf „Erlauben“.',
    other: 'Stimmen Sie der Frage Ihres Browsers zu.',
  },
  permissionSettings: {
    chromium: 'Klicken Sie auf das Symbol links neben der Adresse und schalten Sie das Mikrofon ein.',
    firefox:
      'Klicken Sie auf das durchgestrichene Mikrofon links neben der Adresse, heben Sie die Sperre auf und versuchen Sie es noch einmal.',
    safari: 'Öffnen Sie im Menü Safari „Einstellungen für diese Website“ und erlauben Sie das Mikrofon.',
    android:
      'Tippen Sie auf das Symbol links neben der Adresse, dann auf „Berechtigungen“, und erlauben Sie das Mikrofon.',
    ios: 'Tippen Sie auf das Seitenmenü neben der Adresse, dann auf „Website-Einstellungen“, und erlauben Sie das Mikrofon.',
    other: 'Erlauben Sie das Mikrofon für diese Seite in den Einstellungen Ihres Browsers.',
  },
  soundCheck: 'Ton prüfen',
  testMicrophone: 'Mikrofon testen',
  hearing: {
    opening: 'Mikrofon wird geöffnet',
    waiting: 'Sagen Sie etwas',
    heard: 'Wir hören Sie',
    silent: 'Wir hören nichts. Ist das Mikrofon eingeschaltet?',
  },
  playTestTone: 'Ton abspielen',
  stopTestTone: 'Ton anhalten',
  testFailed: 'Der Ton konnte nicht abgespielt werden',
  voices: 'Stimme',
  listenTo: (name) => `${isolate(name)} anhören`,
  previewFailed: 'Diese Hörprobe konnte nicht abgespielt werden',
  language: 'Sprache',
  anyLanguage: 'Automatisch erkennen',
  searchLanguages: 'Sprachen suchen',
  noLanguage: 'Keine Sprache gefunden',
  settings: 'Einstellungen',
  closeSettings: 'Einstellungen schließen',
  sound: 'Ton',
  consentTitle: 'Sie sprechen mit einer KI',
  consentText: 'Ein Computer hört zu und antwortet. Er kann sich irren: Prüfen Sie, was Ihnen wichtig ist.',
  consentAccept: 'Verstanden',
} satisfies LabelsOverride;
