// Installs what is missing, and ends.
import { installDependencies } from './lib/install.mjs';

installDependencies();
