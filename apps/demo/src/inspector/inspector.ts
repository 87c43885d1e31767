import '@repartee/inspector/styles.css';

export { Inspector } from '@repartee/inspector';
