import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'Réessayez.';
const SOON = 'Attendez un instant, puis réessayez.';
const NETWORK = 'Vérifiez votre connexion réseau, puis réessayez.';
const CONTACT = 'Contactez l’éditeur de cette application.';
const OTHERWISE = 'Posez la question autrement.';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'Le micro est bloqué',
    'Autorisez-le dans les paramètres du site, à côté de la barre d’adresse, puis réessayez. Vous pouvez aussi écrire.',
  ),
  'microphone-missing': say('Aucun micro détecté', 'Branchez-en un, ou écrivez.'),
  'microphone-busy': say('Une autre application utilise le micro', 'Fermez-la, puis réessayez.'),
  'microphone-lost': say('Le micro a été déconnecté', 'Rebranchez-le, puis réessayez.'),
  'speaker-missing': say(
    'Le haut-parleur choisi n’est pas connecté',
    'Connectez-le, ou choisissez-en un autre.',
  ),
  'camera-denied': say(
    'La caméra est bloquée',
    'Autorisez-la dans les paramètres du site, à côté de la barre d’adresse, puis réessayez.',
  ),
  'camera-missing': say('Aucune caméra détectée', 'Branchez-en une, puis réessayez.'),
  'camera-busy': say('Une autre application utilise la caméra', 'Fermez-la, puis réessayez.'),
  'camera-lost': say('La caméra a été déconnectée', 'Rebranchez-la, puis réessayez.'),
  'screen-denied': say('L’écran n’est pas partagé', 'Choisissez un écran ou une fenêtre.'),
  'image-unreadable': say('Impossible de lire cette image', 'Choisissez une autre image.'),
  'image-unsupported': say(
    'L’agent ne peut pas voir ce fichier',
    'Choisissez une photo ou une capture d’écran en JPEG ou PNG.',
  ),
  'image-too-large': say('Cette image est trop grande', 'Choisissez-en une plus petite.'),
  'insecure-context': say(
    'Les micros ne fonctionnent pas sur cette page',
    'Ouvrez-la en https ou sur localhost.',
  ),
  'worklet-failed': say(
    'Le moteur audio n’a pas pu démarrer',
    'Rechargez la page. Si le problème persiste, essayez un autre navigateur.',
  ),
  'module-failed': say(
    'Une partie de cette application n’a pas pu être chargée',
    'Vérifiez votre connexion réseau, puis rechargez la page.',
  ),
  'invalid-config': say('Le service a refusé les réglages de cette application', CONTACT),
  'unsupported-capability': say('Ce service ne propose pas cette fonction', 'Continuez sans elle.'),
  'invalid-state': say('Ce n’est pas possible pour le moment', SOON),
  'credential-fetch-failed': say(
    'Cette application n’a pas obtenu l’autorisation de se connecter',
    'Vérifiez que son serveur fonctionne, puis réessayez.',
  ),
  'credential-rejected': say('Le service n’a pas accepté la clé de cette application', CONTACT),
  'credential-expired': say('L’autorisation de se connecter a expiré', AGAIN),
  'playback-blocked': say('Votre navigateur bloque le son', 'Cliquez pour l’activer.'),
  'connect-timeout': say('Le service n’a pas répondu à temps', NETWORK),
  'connect-refused': say('Le service est injoignable', NETWORK),
  'connection-lost': say('La connexion a été interrompue', NETWORK),
  'connection-silent': say('Le service ne donne plus signe de vie', NETWORK),
  'send-backlog': say(
    'Votre réseau est trop lent pour une conversation orale',
    'Rapprochez-vous de votre box, ou écrivez.',
  ),
  'malformed-frame': say('Le service a envoyé des données que cette application n’a pas pu lire', AGAIN),
  'unsupported-protocol': say(
    'Le service utilise une version du protocole que cette application ne prend pas en charge',
    CONTACT,
  ),
  'rate-limited': say('Trop de demandes', SOON),
  'quota-exhausted': say('Le quota de ce service est épuisé', CONTACT),
  'session-expired': say(
    'La conversation a atteint sa durée maximale',
    'Commencez-en une nouvelle pour continuer.',
  ),
  'content-refused': say('Le service a refusé de répondre à cela', OTHERWISE),
  'response-timeout': say('Le service n’a pas répondu', 'Reposez la question.'),
  'vendor-failed': say('Le service a rencontré un problème', AGAIN),
  'tool-unknown': say('L’agent a demandé un outil qui n’existe pas', OTHERWISE),
  'tool-failed': say('Un outil a échoué', 'Demandez à l’agent de réessayer.'),
  'tool-timeout': say('Un outil a mis trop de temps', 'Demandez à l’agent de réessayer.'),
  'tool-declined': say('Un outil a été refusé', 'Il n’a pas été exécuté.'),
  'approval-timeout': say('Un outil a attendu votre réponse trop longtemps', 'Redemandez à l’agent.'),
  'tool-rejected': say('L’agent a mal utilisé un outil', OTHERWISE),
  'budget-exceeded': say(
    'Le budget de cette conversation est épuisé',
    'La conversation a été arrêtée pour ne rien coûter de plus.',
  ),
  'storage-failed': say(
    'La conversation n’a pas pu être enregistrée',
    'Vous pouvez continuer à parler. Elle risque d’être perdue quand vous quitterez la page.',
  ),
  'internal-error': say('Une erreur s’est produite dans cette application', CONTACT),
  aborted: say('Interrompu', AGAIN),
};
