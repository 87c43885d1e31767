import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'Vuelve a intentarlo.';
const SOON = 'Espera un momento y vuelve a intentarlo.';
const NETWORK = 'Comprueba tu conexión de red y vuelve a intentarlo.';
const CONTACT = 'Ponte en contacto con los responsables de esta aplicación.';
const OTHERWISE = 'Pregúntalo de otra forma.';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'El micrófono está bloqueado',
    'Permítelo en la configuración del sitio, junto a la barra de direcciones, y vuelve a intentarlo. También puedes escribir.',
  ),
  'microphone-missing': say('No se ha encontrado ningún micrófono', 'Conecta uno o escribe.'),
  'microphone-busy': say('Otra aplicación está usando el micrófono', 'Ciérrala y vuelve a intentarlo.'),
  'microphone-lost': say('Se ha desconectado el micrófono', 'Vuelve a conectarlo e inténtalo de nuevo.'),
  'speaker-missing': say('El altavoz elegido no está conectado', 'Conéctalo o elige otro.'),
  'camera-denied': say(
    'La cámara está bloqueada',
    'Permítela en la configuración del sitio, junto a la barra de direcciones, y vuelve a intentarlo.',
  ),
  'camera-missing': say('No se ha encontrado ninguna cámara', 'Conecta una y vuelve a intentarlo.'),
  'camera-busy': say('Otra aplicación está usando la cámara', 'Ciérrala y vuelve a intentarlo.'),
  'camera-lost': say('Se ha desconectado la cámara', 'Vuelve a conectarla e inténtalo de nuevo.'),
  'screen-denied': say('La pantalla no se comparte', 'Elige una pantalla o una ventana.'),
  'image-unreadable': say('No se ha podido leer esta imagen', 'Elige otra imagen.'),
  'image-unsupported': say(
    'El agente no puede ver este archivo',
    'Elige una foto o una captura de pantalla en JPEG o PNG.',
  ),
  'image-too-large': say('Esta imagen es demasiado grande', 'Elige una más pequeña.'),
  'insecure-context': say('Los micrófonos no funcionan en esta página', 'Ábrela con https o en localhost.'),
  'worklet-failed': say(
    'No se ha podido iniciar el audio',
    'Recarga la página. Si no funciona, prueba con otro navegador.',
  ),
  'module-failed': say(
    'No se ha podido cargar una parte de esta aplicación',
    'Comprueba tu conexión de red y recarga la página.',
  ),
  'invalid-config': say('El servicio ha rechazado la configuración de esta aplicación', CONTACT),
  'unsupported-capability': say('Este servicio no puede hacer eso', 'Continúa sin esa función.'),
  'invalid-state': say('Ahora no es posible', SOON),
  'credential-fetch-failed': say(
    'Esta aplicación no ha obtenido permiso para conectarse',
    'Comprueba que su servidor esté en marcha y vuelve a intentarlo.',
  ),
  'credential-rejected': say('El servicio no ha aceptado la clave de esta aplicación', CONTACT),
  'credential-expired': say('El permiso para conectarse ha caducado', AGAIN),
  'playback-blocked': say('Tu navegador está bloqueando el sonido', 'Haz clic para activarlo.'),
  'connect-timeout': say('El servicio no ha respondido a tiempo', NETWORK),
  'connect-refused': say('No se ha podido acceder al servicio', NETWORK),
  'connection-lost': say('Se ha perdido la conexión', NETWORK),
  'connection-silent': say('El servicio ha dejado de dar señales', NETWORK),
  'send-backlog': say('Tu red es demasiado lenta para hablar en directo', 'Acércate al router o escribe.'),
  'malformed-frame': say('El servicio ha enviado algo que esta aplicación no ha podido leer', AGAIN),
  'unsupported-protocol': say(
    'El servicio usa una versión del protocolo que esta aplicación no admite',
    CONTACT,
  ),
  'rate-limited': say('Demasiadas solicitudes', SOON),
  'quota-exhausted': say('Se ha agotado la cuota de este servicio', CONTACT),
  'session-expired': say('La conversación ha alcanzado su duración máxima', 'Empieza otra para continuar.'),
  'content-refused': say('El servicio no ha querido responder a eso', OTHERWISE),
  'response-timeout': say('El servicio no ha respondido', 'Vuelve a preguntar.'),
  'vendor-failed': say('El servicio ha tenido un problema', AGAIN),
  'tool-unknown': say('El agente ha pedido una herramienta que no existe', OTHERWISE),
  'tool-failed': say('Ha fallado una herramienta', 'Pide al agente que vuelva a intentarlo.'),
  'tool-timeout': say('Una herramienta ha tardado demasiado', 'Pide al agente que vuelva a intentarlo.'),
  'tool-declined': say('Se ha rechazado una herramienta', 'No se ha ejecutado.'),
  'approval-timeout': say(
    'Una herramienta ha esperado demasiado tu respuesta',
    'Pídeselo otra vez al agente.',
  ),
  'tool-rejected': say('El agente ha usado mal una herramienta', OTHERWISE),
  'budget-exceeded': say(
    'Se ha agotado el presupuesto de esta conversación',
    'La conversación ha terminado para no generar más gastos.',
  ),
  'storage-failed': say(
    'No se ha podido guardar la conversación',
    'Puedes seguir hablando. Es posible que se pierda cuando salgas de la página.',
  ),
  'internal-error': say('Algo ha fallado en esta aplicación', CONTACT),
  aborted: say('Detenido', AGAIN),
};
