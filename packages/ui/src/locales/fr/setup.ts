import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, isolate } from '../formatsOf.ts';

const { numbers } = formatsOf('fr');

/** The parts that choose and test devices and settings. */
export const setup = {
  deviceMenu: 'Micro et haut-parleur',
  devicesUnknown: 'Le navigateur indiquera les appareils une fois le micro autorisé.',
  speakerOfSystem: 'Ce navigateur utilise le haut-parleur du système.',
  volume: 'Volume de l’agent',
  muteAgent: 'Couper le son de l’agent',
  volumeValue: (fraction) => numbers.percent(fraction),
  allowMicrophone: 'Autoriser le micro',
  permissionTitles: {
    ask: 'L’agent a besoin de votre micro',
    asking: 'Votre navigateur vous demande',
    dismissed: 'Votre navigateur n’a pas reçu de réponse',
    denied: 'Le micro est bloqué',
    blocked: 'Votre système bloque le micro',
    missing: 'Aucun micro détecté',
    busy: 'Une autre application utilise le micro',
    insecure: 'Les micros ne fonctionnent pas sur cette page',
  },
  permissionTexts: {
    ask: 'Pour que vous puissiez lui parler. Votre navigateur va vous le demander.',
    dismissed: 'La demande a été fermée. Redemandez et choisissez « Autoriser ».',
    blocked:
      'Autorisez votre navigateur à utiliser le micro dans les réglages de confidentialité de votre système.',
    missing: 'Branchez un micro ou un casque, puis réessayez.',
    busy: 'Fermez cette application, puis réessayez.',
    insecure: 'Ouvrez-la en https ou sur localhost.',
  },
  permissionQuestions: {
    chromium: 'Choisissez « Autoriser » dans la fenêtre sous l’adresse.',
    firefox: 'Choisissez « Autoriser » dans la fenêtre sous l’adresse.',
    safari: 'Choisissez « Autoriser » dans la fenêtre au-dessus de la page.',
    android: 'Touchez « Autoriser » sur votre écran.',
    ios: 'Touchez « Autoriser » sur votre écran.',
    other: 'Acceptez la demande de votre navigateur.',
  },
  permissionSettings: {
    chromium: 'Cliquez sur l’icône à gauche de l’adresse et activez le micro.',
    firefox: 'Cliquez sur le micro barré à gauche de l’adresse, levez le blocage et réessayez.',
    safari: 'Ouvrez « Réglages de ce site web » dans le menu Safari et autorisez le micro.',
    android: 'Touchez l’icône à gauche de l’adresse, puis « Autorisations », et autorisez le micro.',
    ios: 'Touchez le menu de la page à côté de l’adresse, puis « Réglages du site web », et autorisez le micro.',
    other: 'Autorisez le micro pour cette page dans les réglages de votre navigateur.',
  },
  soundCheck: 'Vérifier le son',
  testMicrophone: 'Tester le micro',
  hearing: {
    opening: 'Ouverture du micro',
    waiting: 'Dites quelque chose',
    heard: 'Nous vous entendons',
    silent: 'Nous n’entendons rien. Le micro est-il allumé ?',
  },
  playTestTone: 'Jouer un son',
  stopTestTone: 'Arrêter le son',
  testFailed: 'Le son n’a pas pu être joué',
  voices: 'Voix',
  listenTo: (name) => `Écouter ${isolate(name)}`,
  previewFailed: 'Cet extrait n’a pas pu être joué',
  language: 'Langue',
  anyLanguage: 'Détection automatique',
  searchLanguages: 'Rechercher une langue',
  noLanguage: 'Aucune langue trouvée',
  settings: 'Réglages',
  closeSettings: 'Fermer les réglages',
  sound: 'Son',
  consentTitle: 'Vous parlez avec une IA',
  consentText: 'Un ordinateur écoute et répond. Il peut se tromper : vérifiez ce qui compte pour vous.',
  consentAccept: 'J’ai compris',
} satisfies LabelsOverride;
