import { describeHosts, clearPageBetweenTests } from '../test/host-pages.tsx';

clearPageBetweenTests();
describeHosts('long');
