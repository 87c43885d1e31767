import { redactLog } from './redact-log.ts';

/** The methods of a logger that the server uses. A logger of pino has them. */
export interface ServerLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Writes warnings and errors to the console. */
const consoleLogger: ServerLogger = {
  info() {},
  warn(details, message) {
    // oxlint-disable-next-line no-console -- a server without a logger has no other place for warnings
    console.warn(message, details);
  },
  error(details, message) {
    // oxlint-disable-next-line no-console -- a server without a logger has no other place for errors
    console.error(message, details);
  },
};

/** Puts the redactor before a logger. A logger that throws does not end a request. */
export function createSafeLogger(logger: ServerLogger = consoleLogger): ServerLogger {
  const write = (level: keyof ServerLogger) => (details: object, message: string) => {
    try {
      logger[level](redactLog(details), redactLog(message));
    } catch (fault) {
      consoleLogger.error({ err: redactLog(fault) }, 'The logger of the server threw.');
    }
  };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
